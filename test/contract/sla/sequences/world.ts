import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../../../src/simulator/account/values.ts';
import type { Sla } from '../fixture.ts';
import { cellAt } from './calendar.ts';

/** One test of the account from when it was made until it was deleted, and what the account tells of it. */
export interface Life {
  readonly id: string;
  name: string;
  stack: string;
  /** What was recorded: a status, and from when; each lasts until the next. Nothing is recorded during a pause. */
  readonly statuses: { readonly from: number; readonly isDown: boolean }[];
  /** When the oldest period begins that the account has not forgotten. */
  oldest: number;
  /** What it would find, also while it is paused. */
  isDown: boolean;
  pausedSince: number | null;
}

/** A maintenance window: by clocks in the zone of the contracts, in seconds since 1970 as if they showed UTC. */
export interface Window {
  readonly id: string;
  /** `null` for one that has the tag of a stack. */
  readonly tests: readonly string[] | null;
  stack: string;
  from: number;
  to: number;
  /** Seconds from one time to the next. */
  readonly every: number | null;
}

/** A deployment in the journal. */
export interface Deployed {
  readonly stack: string;
  readonly from: number;
  readonly to: number;
}

export const isoAt = (second: number) => new Date(second * 1000).toISOString();

/** What truly happens, told to a simulated account as StatusCake would come to know it. */
export class World {
  readonly #sla: Sla;
  now: number;
  readonly lives: Life[] = [];
  readonly windows: Window[] = [];
  readonly deployments: Deployed[] = [];
  /** What the stack that may be renamed is called. */
  acme = 'acme';

  constructor(sla: Sla, now: number) {
    this.#sla = sla;
    this.now = now;
    mkdirSync(this.journal);
    sla.setNow(isoAt(now));
  }

  get journal(): string {
    return join(this.#sla.folder, 'journal');
  }

  advance(seconds: number): void {
    this.now += seconds;
    this.#sla.setNow(isoAt(this.now));
  }

  create(stack: string, name: string): void {
    const { id } = this.#sla.simulator.account.uptimeTests.create({
      name,
      test_type: 'HTTP',
      website_url: 'https://acme.example.com/liveness',
      check_rate: 60,
      paused: false,
      tags: [`stack-${stack}`],
    });
    const life: Life = { id, name, stack, statuses: [], oldest: this.now, isDown: false, pausedSince: null };
    this.lives.push(life);
    this.#record(life);
  }

  /** Breaks what a test watches, or mends it. */
  toggle(life: Life): void {
    life.isDown = !life.isDown;
    this.#record(life);
  }

  /** Pauses a test, or lets it run again. */
  pause(life: Life): void {
    life.pausedSince = life.pausedSince === null ? this.now : null;
    const entry = this.#entryOf(life);
    entry.paused = life.pausedSince !== null;
    // It ran up to now, and once it runs again it does so at once.
    entry.last_tested_at = isoAt(this.now);
    this.#record(life);
  }

  /** Lets the account forget periods of a test that were over so many seconds ago. */
  forget(life: Life, seconds: number): void {
    const { periods } = this.#sla.simulator.account.seriesOf(life.id);
    const isKept = ({ ended_at = isoAt(this.now) }) => Date.parse(ended_at) / 1000 > this.now - seconds;
    periods.splice(0, periods.findIndex(isKept));
    life.oldest = Date.parse(periods[0]?.created_at ?? '') / 1000;
  }

  rename(life: Life, name: string): void {
    life.name = name;
    this.#entryOf(life).name = name;
  }

  delete(life: Life): void {
    this.lives.splice(this.lives.indexOf(life), 1);
    this.#sla.simulator.account.uptimeTests.delete(life.id);
  }

  move(life: Life): void {
    life.stack = life.stack === 'globex' ? this.acme : 'globex';
    this.#entryOf(life).tags = [`stack-${life.stack}`];
  }

  /** Gives all that the account has of a stack to it under another name. */
  renameStack(): void {
    const former = this.acme;
    this.acme = `${former}-eu`;
    for (const life of this.lives.filter(({ stack }) => stack === former)) {
      life.stack = this.acme;
      this.#entryOf(life).tags = [`stack-${this.acme}`];
    }
    for (const window of this.windows.filter(({ stack }) => stack === former)) {
      window.stack = this.acme;
      if (window.tests === null) {
        this.#sla.simulator.account.maintenanceWindows.update(window.id, { tags: [`stack-${this.acme}`] });
      }
    }
  }

  /** Opens a window now, for a stack or some of its tests. */
  open(stack: string, tests: readonly string[] | null, seconds: number, repeats: Repeats): void {
    const from = cellAt(this.now).wall;
    const { id } = this.#sla.simulator.account.maintenanceWindows.create({
      name: 'works',
      start_at: isoAt(from).slice(0, 19),
      end_at: isoAt(from + seconds).slice(0, 19),
      timezone: 'Europe/Paris',
      repeat_interval: repeats,
      ...(tests === null ? { tags: [`stack-${stack}`] } : { tests: [...tests] }),
    });
    this.windows.push({ id, tests, stack, from, to: from + seconds, every: EVERY[repeats] });
  }

  /** Lets a window be open so much later than it would have been. */
  shift(window: Window, seconds: number): void {
    window.from += seconds;
    window.to += seconds;
    const [start_at, end_at] = [window.from, window.to].map((wall) => isoAt(wall).slice(0, 19));
    this.#sla.simulator.account.maintenanceWindows.update(window.id, { start_at, end_at });
  }

  close(window: Window): void {
    this.windows.splice(this.windows.indexOf(window), 1);
    this.#sla.simulator.account.maintenanceWindows.delete(window.id);
  }

  /** Leaves the line of a deployment that is just over. */
  deploy(stack: string, seconds: number): void {
    const span = { from: this.now - seconds, to: this.now };
    this.deployments.push({ stack: this.#withoutNewName(stack), ...span });
    const line = { stacks: [stack], from: isoAt(span.from), to: isoAt(span.to), run: 'provision.yml' };
    appendFileSync(join(this.journal, 'deployments.jsonl'), `${JSON.stringify(line)}\n`);
  }

  #withoutNewName(stack: string): string {
    return stack === this.acme ? 'acme' : stack;
  }

  #entryOf({ id }: Life): Entry {
    const entry = this.#sla.simulator.account.uptimeTests.get(id);
    if (entry === undefined) {
      throw new Error(`no test ${id}`);
    }
    return entry;
  }

  /** A test that runs begins a period where it finds what it had not found before. */
  #record(life: Life): void {
    const last = life.statuses.at(-1);
    if (life.pausedSince !== null || last?.isDown === life.isDown) {
      return;
    }
    life.statuses.push({ from: this.now, isDown: life.isDown });
    const { periods, alerts } = this.#sla.simulator.account.seriesOf(life.id);
    const open = periods.pop();
    const [status, at] = [life.isDown ? ('down' as const) : ('up' as const), isoAt(this.now)];
    if (open !== undefined && open.created_at !== at) {
      periods.push({ ...open, ended_at: at });
    }
    periods.push({ status, created_at: at });
    alerts.push({ id: life.id, status, status_code: life.isDown ? 503 : 200, triggered_at: at });
  }
}

type Repeats = 'never' | '1d' | '1w';

const EVERY: Readonly<Record<Repeats, number | null>> = { never: null, '1d': 86_400, '1w': 7 * 86_400 };
