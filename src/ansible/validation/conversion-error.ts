/** A value that cannot be made into the type wanted; the message is the one Ansible gives. */
export class ConversionError extends Error {}
