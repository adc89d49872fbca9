import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { test as base } from 'vitest';
import type { Status } from '../../../src/simulator/running/uptime-test.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';

/** A service on this machine for the simulator to test. */
export interface Service {
  readonly url: string;
  readonly port: number;
  /** How it answers, from now on. */
  listener: RequestListener;
  readonly requests: IncomingMessage[];
  /** Resolves once it has received that many requests. */
  received(count: number): Promise<void>;
}

/** A test with a service, which answers 200, and a simulator that runs tests as fast as it can. */
export const test = base.extend<{ service: Service; simulator: Simulator }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from this pattern
  service: async ({}, use) => {
    const events = new EventEmitter();
    const requests: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      requests.push(request);
      service.listener(request, response);
      events.emit('request');
    });
    const port = await listen(server);
    const service: Service = {
      url: `http://127.0.0.1:${port}`,
      port,
      listener: answering(200),
      requests,
      async received(count) {
        while (requests.length < count) {
          await once(events, 'request');
        }
      },
    };
    await use(service);
    server.closeAllConnections();
    server.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from this pattern
  simulator: async ({}, use) => {
    const simulator = await startSimulator({ runTests: { speed: 3600 } });
    await use(simulator);
    await simulator.close();
  },
});

/** Listens on a free port of the loopback address, and returns that port. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

export function answering(
  status: number,
  { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string } = {},
): RequestListener {
  return (_request, response) => response.writeHead(status, headers).end(body);
}

/** What the first run of a test finds. */
export function firstStatus(simulator: Simulator, id: string): Promise<Status> {
  const find = async (status: Status): Promise<Status> => {
    await simulator.waitForStatus(id, status);
    return status;
  };
  return Promise.race([find('up'), find('down')]);
}
