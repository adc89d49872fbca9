import { type HeldCheck, urlOf } from './check.ts';

/** Returns the path of the URL of an uptime test; `null` where it has no URL. */
export function pathOf(check: HeldCheck): string | null {
  const url = urlOf(check);
  return check.kind.option === 'tests' && url !== null && URL.canParse(url) ? new URL(url).pathname : null;
}

/** Returns the scheme, the host and the port of a URL of the web as they stand in it; `null` where it is none. */
export function originOf(url: string): string | null {
  return /^https?:\/\/[^/?#]+/i.exec(url)?.[0] ?? null;
}
