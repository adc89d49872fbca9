import type { LeftOut } from '../../takeover/declaration.ts';

/**
 * Returns the comment on an option that could not be declared, with what to write to have it declared.
 * @param owner what the option is of, for the name of a variable
 */
export function noteOf({ option, reason, isSecret, username }: LeftOut, owner: string): string[] {
  const note = `${option} is left as it is: ${reason}.`;
  if (!isSecret) {
    return [note];
  }
  return [
    `${note} To declare it:`,
    ...(username === null ? [] : [`basic_username: ${JSON.stringify(username)}`]),
    `${option}: "{{ vault_statuscake_${owner.replace(/\W/g, '_')}_${option} }}"`,
  ];
}
