import { once } from 'node:events';
import { createServer } from 'node:http';
import { ANSWER_TIMEOUT, type Part } from './part.ts';

const HOST = '127.0.0.1';

/** Texts of the pages that need nothing but the service itself. */
const PAGES: Readonly<Record<string, string>> = { '/': 'Welcome', '/liveness': 'alive' };

/** Returns a customer's service: `/liveness` answers 200 while it runs, `/readiness` while all it depends on answers too. */
export function service(port: number, dependencies: readonly Part[]): Part {
  async function answer(path: string): Promise<[number, string]> {
    const page = PAGES[path];
    if (page !== undefined) {
      return [200, page];
    }
    if (path !== '/readiness') {
      return [404, 'not found'];
    }
    const answering = await Promise.all(dependencies.map((each) => each.answers()));
    return answering.every(Boolean) ? [200, 'ready'] : [503, 'unavailable'];
  }

  return {
    async serve() {
      const server = createServer(async ({ url = '/' }, response) => {
        const [status, text] = await answer(url);
        response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
      });
      server.listen(port, HOST);
      await once(server, 'listening');
    },

    async answers() {
      try {
        const signal = AbortSignal.timeout(ANSWER_TIMEOUT);
        return (await fetch(`http://${HOST}:${port}/liveness`, { signal })).ok;
      } catch {
        return false;
      }
    },
  };
}
