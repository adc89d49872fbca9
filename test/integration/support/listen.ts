import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Lets a server listen on a free port of this machine; `close` destroys its connections, too. */
export async function listen(server: Server): Promise<{ port: number; close(): Promise<void> }> {
  const connections = new Set<Socket>();
  server.on('connection', (connection) => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const connection of connections) {
        connection.destroy();
      }
      await closed;
    },
  };
}
