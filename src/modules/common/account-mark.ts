import { fingerprint } from '../../statuscake/fingerprint.ts';

/** Returns what files tell accounts apart by, which is no way back to the token. Another token of one account looks like another one. */
export function accountMark(url: string, token: string | null): string {
  return fingerprint(`${url.replace(/\/+$/, '')}\n${token?.trim()}`);
}
