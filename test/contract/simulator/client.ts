/** The plainest client: no retries, no conversions, so that the tests see what the simulator really sends. */

import { DEFAULT_TOKEN } from '../../../src/simulator/simulator.ts';

export interface Received {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of the body; nothing when there is no body. */
  readonly body: unknown;
}

/** A form as it travels (`tags[]=a&tags[]=b`), or as pairs to be encoded. */
export type Form = string | Readonly<Record<string, string>>;

export async function send(
  method: string,
  url: string,
  { form, headers = {} }: { form?: Form; headers?: Record<string, string> } = {},
): Promise<Received> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${DEFAULT_TOKEN}`, ...headers },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

export const MINIMAL_TEST = {
  name: 'shop liveness',
  test_type: 'HTTP',
  website_url: 'https://shop.example.com/liveness',
  check_rate: '300',
};

/** The same for seeding the account. */
export const SEEDED_TEST = { ...MINIMAL_TEST, check_rate: 300 };

/** What a refused request is answered with. */
export function refused(errors: Record<string, unknown>) {
  return {
    status: 400,
    body: {
      message: 'The provided parameters are invalid. Check the errors output for details.',
      errors,
    },
  };
}

/** What a PUT is answered with that would change nothing. */
export const NO_CHANGES = { status: 400, body: { message: 'Invalid request. No changes were requested.' } };

/** A promise that the test settles when it is ready. */
export function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
