/** Notices when nothing is heard of a service for too long while it is asked something. */
export class Silence {
  readonly #longest: number;
  readonly #onSilence: () => void;
  #asking = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param longest milliseconds without a response */
  constructor(longest: number, onSilence: () => void) {
    this.#longest = longest;
    this.#onSilence = onSilence;
  }

  /** Asks something. What fails without a response is silence as well, and so is the time before it is asked again. */
  async listen<T>(ask: () => Promise<T>): Promise<T> {
    this.#asking += 1;
    this.#timer ??= this.#start();
    try {
      const heard = await ask();
      clearTimeout(this.#timer);
      this.#timer = this.#asking > 1 ? this.#start() : undefined;
      return heard;
    } finally {
      this.#asking -= 1;
    }
  }

  #start(): NodeJS.Timeout {
    return setTimeout(this.#onSilence, this.#longest).unref();
  }
}
