import { once } from 'node:events';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { PartName } from '../example-stack/stack.ts';

const EXAMPLE = join(import.meta.dirname, '../../playbooks/inventory');

interface Hosts {
  stacks: { hosts: Record<string, Record<string, unknown>>; vars: Record<string, unknown> };
}

/** A copy of the example inventory whose stacks use free ports and keep their files in one folder. */
export class ExampleInventory {
  readonly path: string;
  readonly #stacks: string;

  private constructor(folder: string) {
    this.path = join(folder, 'inventory');
    this.#stacks = join(folder, 'stacks');
  }

  /** Makes the copy. Removing the folder ends the stacks, too. */
  static async copyTo(folder: string): Promise<ExampleInventory> {
    const inventory = new ExampleInventory(folder);
    await cp(EXAMPLE, inventory.path, { recursive: true });
    await inventory.#edit(async ({ stacks }) => {
      for (const variables of Object.values(stacks.hosts)) {
        variables.example_stack_port = await freePort();
      }
      stacks.vars.example_stack_directory = `${inventory.#stacks}/{{ inventory_hostname }}`;
    });
    return inventory;
  }

  /** Returns where a stack of the inventory answers, once it is deployed. */
  async urlOf(stack: string): Promise<string> {
    const { stacks } = await this.#read();
    return `http://127.0.0.1:${stacks.hosts[stack]?.example_stack_port}`;
  }

  /** Puts a stack into the inventory. */
  async add(stack: string): Promise<void> {
    await this.#edit(async ({ stacks }) => {
      stacks.hosts[stack] = { example_stack_port: await freePort() };
    });
  }

  /** Takes a stack out of the inventory. */
  async remove(stack: string): Promise<void> {
    await this.#edit(({ stacks }) => {
      delete stacks.hosts[stack];
    });
  }

  /** Kills a part of a stack that runs. */
  async kill(stack: string, part: PartName): Promise<void> {
    process.kill(Number(await readFile(join(this.#stacks, stack, `${part}.pid`), 'utf8')), 'SIGKILL');
  }

  async #edit(change: (hosts: Hosts) => void | Promise<void>): Promise<void> {
    const hosts = await this.#read();
    await change(hosts);
    await writeFile(this.#file, stringify(hosts));
  }

  async #read(): Promise<Hosts> {
    return parse(await readFile(this.#file, 'utf8'));
  }

  get #file(): string {
    return join(this.path, 'hosts.yml');
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
