import { expect } from 'vitest';
import type { JsonObject } from '../../../../src/json.ts';
import { pathsOf, type Sla } from '../fixture.ts';
import { cellsOf, endOf, rangeOf } from './calendar.ts';
import { EXCLUSIONS, type Figures, HOURS, type Promised } from './figures.ts';
import type { Look } from './knowledge.ts';
import { outcomeOf } from './oracle.ts';
import type { Action, RunStep, Step } from './steps.ts';
import { isoAt, World } from './world.ts';

/** Some tests have run for a while when a sequence begins. */
const BEGINNING = Date.parse('2026-08-10T06:00:00Z') / 1000;
/** The first step is taken from here. */
const START = Date.parse('2026-09-24T06:00:00Z') / 1000;
/** What comes after this is left out. */
const END = Date.parse('2027-01-20T00:00:00Z') / 1000;

type Identity = 'acme' | 'globex';

/** What a sequence has come to. */
class Chronicle {
  readonly world: World;
  readonly #sla: Sla;
  readonly #logs = new Map<Identity, readonly Look[]>();
  /** What was reported of periods that are over, by stack, period and terms. */
  readonly #settled = new Map<string, unknown>();
  #isNewName = false;

  constructor(sla: Sla) {
    this.#sla = sla;
    this.world = new World(sla, BEGINNING);
  }

  /** Lets something happen; what it is about may not be there, and then nothing does. */
  async take(action: Action): Promise<void> {
    const { world } = this;
    const life = 'test' in action ? world.lives[action.test % Math.max(1, world.lives.length)] : undefined;
    switch (action.kind) {
      case 'run':
        return this.#run(action);
      case 'create':
        return world.create(this.#nameOf(action.stack), `acme ${action.word}`);
      case 'rename stack':
        if (world.acme === 'acme') {
          world.renameStack();
          this.#isNewName = this.#log('acme').length > 0;
        }
        return;
      case 'open': {
        const tests = action.tests?.flatMap((place) => world.lives[place]?.id ?? []) ?? null;
        if (tests?.length !== 0) {
          world.open(this.#nameOf(action.stack), tests, action.seconds, action.repeats);
        }
        return;
      }
      case 'close': {
        const window = world.windows[action.window];
        return window && world.close(window);
      }
      case 'shift': {
        const window = world.windows[action.window];
        return window && world.shift(window, action.seconds);
      }
      case 'deploy':
        return world.deploy(this.#nameOf(action.stack), action.seconds);
      default:
    }
    if (life === undefined) {
      return;
    }
    switch (action.kind) {
      case 'toggle':
        return world.toggle(life);
      case 'pause':
        return world.pause(life);
      case 'delete':
        return world.delete(life);
      case 'move':
        return world.move(life);
      case 'forget':
        return world.forget(life, action.seconds);
      case 'rename':
        return world.rename(life, `acme ${action.word}`);
      case 'recreate':
        world.delete(life);
        return world.create(life.stack, life.name);
    }
  }

  #nameOf(identity: Identity): string {
    return identity === 'acme' ? this.world.acme : identity;
  }

  #log(identity: Identity): readonly Look[] {
    return this.#logs.get(identity) ?? [];
  }

  async #run({ stacks, wish, promised, isCheck }: RunStep): Promise<void> {
    const { world } = this;
    const range = rangeOf(wish, world.now);
    // In the first second of a month there is nothing to tell of it yet, which is an error.
    if (cellsOf(range, world.now).length === 0) {
      return;
    }
    const outcomes = stacks.map((identity) => ({
      identity,
      ...outcomeOf(
        world,
        this.#nameOf(identity),
        this.#log(identity),
        range,
        promised,
        identity === 'acme' && this.#isNewName,
      ),
    }));
    const options = {
      journal: world.journal,
      formats: ['json'],
      period: typeof wish === 'object' ? range.label : wish,
      stacks: stacks.map((identity) => termsOf(this.#nameOf(identity), promised)),
    };
    const before = this.#sla.files();
    const told = `${isoAt(world.now)} ${range.label} ${stacks}`;
    const result = await this.#sla.run(options, { check: isCheck });
    const reports = result.stacks as JsonObject[];
    for (const { identity, expected } of outcomes) {
      const report = reports.find(({ stack }) => stack === this.#nameOf(identity)) ?? {};
      if (expected === undefined) {
        expect(report, told).toHaveProperty('error');
        continue;
      }
      expect(figuresIn(report), told).toEqual(flat(expected.figures));
      expect(
        (report.months as JsonObject[]).map((month) => ({
          period: month.period,
          ...figuresOfPeriodIn(month),
        })),
        told,
      ).toEqual(expected.months.map(([period, figures]) => ({ period, ...figuresOfPeriod(figures) })));
      expect(
        report.previous === null ? null : figuresOfPeriodIn(report.previous as JsonObject),
        told,
      ).toEqual(expected.previous && figuresOfPeriod(expected.previous));
      const seconds = ['up', 'down', 'excluded', 'unknown'].map((name) => Number(report[`${name}_seconds`]));
      const { from, to } = report.period as { from: string; to: string };
      expect(
        seconds.reduce((sum, each) => sum + each),
        told,
      ).toBe((Date.parse(to) - Date.parse(from)) / 1000);
      if (endOf(range) <= world.now && range.kind !== 'days') {
        const key = JSON.stringify([identity, range.label, promised]);
        const codes = (report.incidents as JsonObject[]).map(({ status_codes }) => status_codes);
        const figures = { ...figuresIn(report), tests: report.tests, codes };
        expect(figures, `${told} again`).toEqual(this.#settled.get(key) ?? figures);
        if (!isCheck) {
          this.#settled.set(key, figures);
        }
      }
    }
    if (isCheck) {
      expect(this.#sla.files(), told).toEqual(before);
      return;
    }
    for (const { identity, log, expected } of outcomes) {
      this.#logs.set(identity, log);
      if (identity === 'acme' && expected !== undefined) {
        this.#isNewName = false;
      }
    }
    const after = this.#sla.files();
    this.#sla.simulator.requests.length = 0;
    expect(await this.#sla.run(options), told).toMatchObject({ changed: false, stacks: result.stacks });
    expect(this.#sla.files(), told).toEqual(after);
    if (outcomes.every(({ expected }) => expected !== undefined)) {
      // Which windows are still to come only the account knows.
      const lists = endOf(range) > world.now ? ['/uptime', '/maintenance-windows'] : [];
      expect(pathsOf(this.#sla.simulator), told).toEqual(lists);
    }
  }
}

function termsOf(
  stack: string,
  { counts, downWhen, unknownAs, hasHours, hasExclusions }: Promised,
): JsonObject {
  return {
    stack,
    target: 99.9,
    counts: [...counts],
    down_when: downWhen,
    unknown_as: unknownAs,
    ...(stack === 'acme-eu' && { renamed_from: 'acme' }),
    ...(hasHours && { service_hours: HOURS }),
    ...(hasExclusions && { exclude: EXCLUSIONS }),
  };
}

function figuresIn(report: JsonObject): object {
  return {
    up: report.up_seconds,
    down: report.down_seconds,
    excluded: report.excluded_seconds,
    unknown: report.unknown_seconds,
    watched: report.watched,
    allowed: (report.budget as JsonObject).allowed_seconds,
    incidents: (report.incidents as JsonObject[]).map(
      ({ start, end, counted_seconds, unwatched_seconds }) => [
        start,
        end,
        counted_seconds,
        unwatched_seconds,
      ],
    ),
  };
}

function flat({ incidents, hasBegun: _, ...seconds }: Figures): object {
  const iso = (second: number) => isoAt(second).replace('.000Z', 'Z');
  return {
    ...seconds,
    incidents: incidents.map(({ start, end, counted, unwatched }) => [
      iso(start),
      iso(end),
      counted,
      unwatched,
    ]),
  };
}

function figuresOfPeriodIn({ availability, down_seconds, unknown_seconds, watched }: JsonObject): object {
  return { availability, down: down_seconds, unknown: unknown_seconds, watched };
}

function figuresOfPeriod({ up, down, unknown, watched }: Figures): object {
  return { availability: share(up, down), down, unknown, watched };
}

/** Percent, cut after six decimals. */
function share(part: number, rest: number): number | null {
  return part + rest === 0 ? null : Number((BigInt(part) * 100_000_000n) / BigInt(part + rest)) / 1_000_000;
}

/** Lets a sequence happen, and holds each run against what is to be reported. */
export async function happen(sla: Sla, steps: readonly Step[]): Promise<void> {
  const chronicle = new Chronicle(sla);
  const { world } = chronicle;
  world.create('acme', 'acme liveness');
  world.create('acme', 'acme readiness');
  world.create('globex', 'acme liveness');
  world.advance(START - BEGINNING);
  for (const { after, action } of steps) {
    if (world.now + after > END) {
      return;
    }
    world.advance(after);
    await chronicle.take(action);
  }
}
