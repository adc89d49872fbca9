/** One of the processes that make up a stack. */
export interface Part {
  /** Serves in this process, and resolves once it answers. */
  serve(): Promise<void>;
  /** Tells whether it answers, in whatever process it runs. */
  answers(): Promise<boolean>;
}

/** Milliseconds a part has to answer. */
export const ANSWER_TIMEOUT = 1000;
