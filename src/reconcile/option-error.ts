/** A declaration that cannot be carried out, with the option that has to change. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
  readonly option: string;
  /** The message without the option that it begins with. */
  readonly reason: string;

  constructor(option: string, reason: string) {
    super(`${option}: ${reason}`);
    this.option = option;
    this.reason = reason;
  }
}
