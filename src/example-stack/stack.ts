import { once } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A customer's stack in small: a service that answers `/liveness` while it runs, and `/readiness` with 200 only while
 * what it depends on accepts connections, as the Redis and the MongoDB of a real stack would.
 */
export interface ExampleStack {
  readonly url: string;
  /** Stops one dependency, so that the stack lives but is not ready. */
  kill(dependency: Dependency): Promise<void>;
  close(): Promise<void>;
}

export type Dependency = 'redis' | 'mongodb';

/** Milliseconds a dependency has to accept a connection. */
const CONNECT_TIMEOUT = 1000;

/** Starts a stack with its dependencies on ports of the loopback address that are free. */
export async function startExampleStack(): Promise<ExampleStack> {
  const dependencies: Record<Dependency, Server> = { redis: await listen(), mongodb: await listen() };
  const ports = Object.values(dependencies).map(portOf);

  const service = createHttpServer((request, response) => {
    void answer(request.url ?? '/', ports).then(([status, text]) => {
      response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
    });
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');

  return {
    url: `http://127.0.0.1:${portOf(service)}`,
    kill: (dependency) => stop(dependencies[dependency]),
    async close() {
      service.closeAllConnections();
      await Promise.all([service, ...Object.values(dependencies)].map(stop));
    },
  };
}

async function answer(path: string, dependencies: readonly number[]): Promise<[number, string]> {
  if (path === '/liveness') return [200, 'alive'];
  if (path !== '/readiness') return [404, 'not found'];
  const accepting = await Promise.all(dependencies.map(accepts));
  return accepting.every(Boolean) ? [200, 'ready'] : [503, 'not ready'];
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_TIMEOUT) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function listen(): Promise<Server> {
  const server = createServer((socket: Socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function stop(server: Server | HttpServer): Promise<void> {
  if (!server.listening) return;
  server.close();
  await once(server, 'close');
}

function portOf(server: Server | HttpServer): number {
  return (server.address() as AddressInfo).port;
}
