import type { Clock } from './clock.ts';
import { correctStart, type Ledger, learnWindows, pause, reserve, stopAsking } from './ledger.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { Window } from './rate-limit.ts';

/** A request that leaves so many milliseconds after its time is entered again. */
const LATE = 3;

/**
 * Lets requests start as fast as the account's windows allow and not faster, together with all others that keep the same
 * ledger. The windows are those of the first answer; until it is there, one request is under way at a time.
 */
export class Pacer {
  readonly #clock: Clock;
  readonly #ledger: LedgerStore;
  readonly #patience: number;
  #windows: readonly Window[] | null = null;
  #queue: Promise<void> = Promise.resolve();
  #waited = 0;

  /** @param patience milliseconds that a request may take */
  constructor(clock: Clock, ledger: LedgerStore, patience: number) {
    this.#clock = clock;
    this.#ledger = ledger;
    this.#patience = patience;
  }

  /** The windows of the account, as far as they are known. */
  get windows(): readonly Window[] {
    return this.#windows ?? [];
  }

  /** Milliseconds that requests have been held back so far. */
  get waited(): number {
    return this.#waited;
  }

  /** Waits for its turn, then runs a request, which calls `onSent` when it leaves. */
  async run<T>(request: (onSent: () => void) => Promise<T>): Promise<T> {
    const turn = this.#queue.then(() => this.#admit());
    const running = turn.then((startAt) => request(() => this.#correct(startAt)));
    this.#queue = turn
      .then(() => (this.#windows ? undefined : running.then(ignore, ignore)))
      .then(() => this.#release(), ignore);
    return running;
  }

  /** Takes over the windows that an answer names. */
  async learn(windows: readonly Window[]): Promise<void> {
    // As text: what compares deeply takes milliseconds to load.
    if (JSON.stringify(this.#windows) === JSON.stringify(windows)) return;
    this.#windows = windows;
    await this.#change((ledger) => learnWindows(ledger, windows));
  }

  /** Starts nothing for so many seconds. */
  async pause(seconds: number): Promise<void> {
    await this.#change((ledger) => pause(ledger, this.#clock.now() + seconds * 1000));
  }

  /** When the request was to start; it may now. */
  async #admit(): Promise<number> {
    // Without a limit there is nothing to keep, and so nothing to write down.
    if (this.#windows?.length === 0) return this.#clock.now();
    for (;;) {
      const turn = await this.#ledger.update((ledger) => {
        const reserved = reserve(ledger, this.#clock.now(), this.#patience);
        this.#windows ??= ledger.windows;
        return [reserved.ledger, reserved.turn];
      });
      if ('lookAt' in turn) await this.#sleepUntil(turn.lookAt);
      else if (await this.#stands(turn.startAt)) return turn.startAt;
    }
  }

  /** Waits for a turn. Whether it still stands then: the service may have asked for a pause in the meantime. */
  async #stands(startAt: number): Promise<boolean> {
    if (!(await this.#sleepUntil(startAt))) return true;
    const pausedUntil = await this.#ledger.update((ledger) => [ledger, ledger.pausedUntil]);
    return pausedUntil <= this.#clock.now();
  }

  #correct(startAt: number): void {
    const now = this.#clock.now();
    if (now - startAt < LATE || this.#windows?.length === 0) return;
    void this.#change((ledger) => correctStart(ledger, startAt, now));
  }

  /** Whether there was anything to wait for. */
  async #sleepUntil(time: number): Promise<boolean> {
    const wait = time - this.#clock.now();
    if (wait <= 0) return false;
    await this.#clock.sleep(wait);
    this.#waited += wait;
    return true;
  }

  /** Lets others ask for the windows where this request has not found out about them. */
  async #release(): Promise<void> {
    if (this.#windows === null) await this.#change(stopAsking);
  }

  #change(change: (ledger: Ledger) => Ledger): Promise<void> {
    return this.#ledger.update((ledger) => [change(ledger), undefined]);
  }
}

function ignore(): void {}
