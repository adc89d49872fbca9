/**
 * Runs something that a signal breaks off: after so many milliseconds, or when `stop` says so.
 * @throws whatever it throws
 */
export async function withDeadline<Result>(
  milliseconds: number,
  stop: AbortSignal,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const deadline = new AbortController();
  const abort = (): void => deadline.abort();
  const timer = setTimeout(abort, milliseconds);
  stop.addEventListener('abort', abort);
  try {
    return await run(deadline.signal);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', abort);
  }
}
