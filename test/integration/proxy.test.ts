import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { ACME } from './support/examples.ts';
import { listen } from './support/listen.ts';
import { runModule } from './support/module.ts';
import { TOKEN } from './support/scenarios.ts';

const PASSWORD = 'rosebud-password-of-the-proxy';

/** What the file of the module says of a proxy in HTTPS_PROXY, and all that it prints. */
async function runThrough(HTTPS_PROXY: string, retries: number) {
  const args = { ...ACME, api_key: TOKEN, api_url: 'https://api.statuscake.test/v1', api_retries: retries };
  const { stdout, stderr, exitCode } = await runModule(JSON.stringify(args), { HTTPS_PROXY });
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
  expect(stdout).not.toContain(PASSWORD);
  return JSON.parse(stdout);
}

it('asks a proxy that closes after CONNECT as often as a request is tried', async () => {
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    client.on('error', () => {});
    client.once('data', () => client.end());
  });
  const { port, close } = await listen(server);
  const result = await runThrough(`http://robot:${PASSWORD}@127.0.0.1:${port}`, 1);
  await close();
  expect(result.msg).toMatch(
    /^the proxy 127\.0\.0\.1:\d+ of HTTPS_PROXY opened no tunnel: .*; mend the variable/,
  );
  expect(result.api.requests).toBe(2);
  expect(connections).toBe(2);
});

it.each([
  [`foo:${PASSWORD}:baz`, /^HTTPS_PROXY is not the URL of a proxy: .*NO_PROXY$/],
  [`socks5://robot:${PASSWORD}@127.0.0.1:1080`, /^HTTPS_PROXY names a proxy of the kind socks5, .*NO_PROXY$/],
  [`http://robot:${PASSWORD}@proxy.invalid:3128`, /^the name proxy\.invalid of the proxy .*NO_PROXY$/],
  [`http://robot:${PASSWORD}@127.0.0.1:1`, /^no connection to the proxy 127\.0\.0\.1:1 .*NO_PROXY$/],
])('names the variable of a proxy that cannot be used, and never its password', async (value, message) => {
  expect((await runThrough(value, 3)).msg).toMatch(message);
});
