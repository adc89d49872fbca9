import { writeFile } from 'node:fs/promises';
import { type RequestListener, request } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { ACME } from './support/examples.ts';
import { inTemporaryFolder } from './support/folders.ts';
import { type PlaybookRun, runTasks } from './support/playbook.ts';
import { startProxy, type TunnelProxy } from './support/proxy.ts';
import { TOKEN } from './support/scenarios.ts';
import { type SecureServer, startSecureServer } from './support/secure-server.ts';

/** Passes every request on to a simulator. */
function passOnTo({ url }: Simulator): RequestListener {
  return (incoming, response) => {
    const { method, headers, url: path } = incoming;
    const onward = request(new URL(url).origin, { method, headers, path }, (received) => {
      response.writeHead(received.statusCode ?? 502, received.headers);
      received.pipe(response);
    });
    incoming.pipe(onward);
  };
}

describe('the way to the API', () => {
  let simulator: Simulator;
  let server: SecureServer;
  let proxy: TunnelProxy;
  let run: PlaybookRun;

  beforeAll(async () => {
    simulator = await startSimulator({ token: TOKEN });
    server = await startSecureServer(passOnTo(simulator));
    proxy = await startProxy(server.port);
    const tasks = [
      { name: 'local', api_url: `https://localhost:${server.port}/v1` },
      { name: 'far away', api_url: 'https://api.statuscake.test/v1/' },
      { name: 'excepted', api_url: 'https://direct.statuscake.test/v1' },
      { name: 'in clear text', api_url: 'http://192.0.2.1/v1' },
    ];
    run = await inTemporaryFolder(async (folder) => {
      const authority = join(folder, 'authority.pem');
      await writeFile(authority, server.authority);
      return runTasks(
        tasks.map((own) => ({ options: { ...ACME, ...own, api_retries: 0 } })),
        {
          environment: {
            STATUSCAKE_API_TOKEN: TOKEN,
            NODE_EXTRA_CA_CERTS: authority,
            HTTPS_PROXY: proxy.url,
            HTTP_PROXY: proxy.url,
            NO_PROXY: 'direct.statuscake.test',
          },
        },
      );
    });
    return async () => {
      for (const { close } of [proxy, server, simulator]) {
        await close();
      }
    };
  });

  it('is open to a certificate of an authority in NODE_EXTRA_CA_CERTS', () => {
    expect(run.results[0]).toMatchObject({ failed: false, action: 'created' });
  });

  it('leads through HTTPS_PROXY', () => {
    expect(run.results[1]).toMatchObject({ failed: false, action: 'created' });
    expect(simulator.account.uptimeTests.all()).toMatchObject([{ name: 'local' }, { name: 'far away' }]);
  });

  it('leads past the proxy where NO_PROXY says so, and to this machine', () => {
    const msg = expect.stringMatching(/direct\.statuscake\.test.*resolve/);
    expect(run.results[2]).toMatchObject({ failed: true, msg });
    expect(new Set(proxy.requests)).toEqual(new Set(['CONNECT api.statuscake.test:443']));
  });

  it('is closed to plain http, through a proxy, too', () => {
    const msg = expect.stringContaining('api_url must begin with https://');
    expect(run.results[3]).toMatchObject({ failed: true, msg });
  });

  it('shows the token to the API alone', () => {
    expect(proxy.seen()).toContain('api.statuscake.test');
    expect(proxy.seen()).not.toContain(TOKEN);
    expect(proxy.seen()).not.toContain('uthorization');
    expect(run.output + JSON.stringify(run.results)).not.toContain(TOKEN);
  });
});
