/** The limit and the latency of a simulated account. */
export interface Pace {
  readonly requestsPerSecond: number;
  /** Milliseconds between a request and its response. */
  readonly latency: number;
  /** How a note of the report names it. */
  readonly label: string;
}

/** As the service is. */
export const REAL_TIME: Pace = {
  requestsPerSecond: 5,
  latency: 250,
  label: 'Real time: 5 requests/s, 250 ms latency.',
};

/** Ten times as fast. What does not depend on the account, such as starting a process, stays as slow as it is. */
export const SCALED: Pace = {
  requestsPerSecond: 50,
  latency: 25,
  label:
    'Scaled clock: 50 requests/s and 25 ms latency stand for 5 requests/s and 250 ms. The window is still one second, and ' +
    'processes start no faster, so that their start weighs ten times as much as in real time (`npm run bench -- --real-time`).',
};
