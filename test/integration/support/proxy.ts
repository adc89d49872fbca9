import { createServer } from 'node:http';
import { connect } from 'node:net';
import { listen } from './listen.ts';

export interface TunnelProxy {
  readonly url: string;
  /** `METHOD target` of each request, whether for a tunnel or not. */
  readonly requests: readonly string[];
  /** All bytes that clients sent, headers as well as what went through tunnels. */
  readonly seen: () => string;
  close(): Promise<void>;
}

/** Starts a proxy that leads every tunnel, whatever its target, to one port of this machine. */
export async function startProxy(port: number): Promise<TunnelProxy> {
  const requests: string[] = [];
  const seen: Buffer[] = [];
  const server = createServer(({ method, url }, response) => {
    requests.push(`${method} ${url}`);
    response.writeHead(502).end();
  });
  server.on('connection', (client) => {
    client.on('data', (bytes: Buffer) => seen.push(bytes));
  });
  server.on('connect', ({ method, url, rawHeaders }, client) => {
    requests.push(`${method} ${url}`);
    seen.push(Buffer.from(rawHeaders.join('\n')));
    const target = connect(port, '127.0.0.1', () =>
      client.write('HTTP/1.1 200 Connection established\r\n\r\n'),
    );
    target.on('error', () => client.destroy());
    client.on('error', () => target.destroy());
    client.pipe(target).pipe(client);
  });
  const { port: own, close } = await listen(server);
  return {
    url: `http://127.0.0.1:${own}`,
    requests,
    seen: () => Buffer.concat(seen).toString('latin1'),
    close,
  };
}
