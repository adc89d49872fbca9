import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { ANSWER_TIMEOUT, type Part } from './part.ts';

/** Returns a stand-in for a database, which greets whoever connects to its socket. */
export function dependency(socketPath: string): Part {
  return {
    async serve() {
      // One that was killed leaves its socket behind.
      await rm(socketPath, { force: true });
      const server = createServer((connection) => {
        connection.on('error', () => connection.destroy());
        connection.end('ready\n');
      });
      server.listen(socketPath);
      await once(server, 'listening');
    },

    async answers() {
      const connection = connect(socketPath);
      try {
        await once(connection, 'data', { signal: AbortSignal.timeout(ANSWER_TIMEOUT) });
        return true;
      } catch {
        return false;
      } finally {
        connection.destroy();
      }
    },
  };
}
