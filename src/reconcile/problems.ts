import { OptionError } from './option-error.ts';

/** Where something was declared. */
export interface Place {
  readonly stack: string;
  /** Name of the check, or its ID. */
  readonly check: string;
}

/** Something that cannot be done as declared, and where it was declared. */
export interface Problem extends Place {
  readonly option: string;
  readonly message: string;
}

/** Does something for a place; what cannot be done is added to the problems, so that all are told together. */
export function collect(problems: Problem[], place: Place, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof OptionError)) {
      throw error;
    }
    problems.push({ ...place, option: error.option, message: error.reason });
  }
}
