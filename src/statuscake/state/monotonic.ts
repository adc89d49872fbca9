/** Milliseconds that this process has run, which nobody can set back. (`performance` loads for milliseconds at its first use.) */
export function monotonic(): number {
  return process.uptime() * 1000;
}
