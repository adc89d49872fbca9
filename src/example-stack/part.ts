/** One of the processes that make up a stack. */
export interface Part {
  /** Serves in this process, and resolves once it answers. */
  serve(): Promise<void>;
  /** Tells whether it answers, in whatever process it runs. */
  answers(): Promise<boolean>;
}

/** Milliseconds a part has to answer: one that has ended refuses at once, and on a busy machine others take their time. */
export const ANSWER_TIMEOUT = 10_000;
