import { existsSync } from 'node:fs';
import { readShared, updateShared } from './shared-file.ts';

/** A creation that nobody knew of whether it took place, since its answer was lost. It may take place late. */
export interface CreationRecord {
  /** Name of the kind of resource. */
  readonly kind: string;
  /** What the resource is known by, normalised. */
  readonly identity: string;
  /** Names of the fields that were written, as far as reads show them. */
  readonly fields: readonly string[];
  /** Fingerprint of their values: enough to recognise them, and not a way back to them. */
  readonly digest: string;
  /** ID of the one that was kept in the end; `null` while nobody knows of one. */
  readonly kept: string | null;
  /** When it was, in milliseconds since 1970. */
  readonly time: number;
  /** The run that was about to ask for it; what is left of a run that was killed. */
  readonly run?: string;
}

/** Where such creations are remembered for a day. */
export interface CreationRecords {
  /** Those of a kind. */
  of(kind: string): readonly CreationRecord[];
  /** Remembers one, in place of an earlier one of the same content. */
  put(record: CreationRecord): Promise<void>;
  /** Forgets those of a kind that are known by this. */
  drop(kind: string, identity: string): Promise<void>;
  /** Tells later runs of creations that are about to be asked for, should this one be killed before it calls `withdraw`. */
  announce(records: readonly CreationRecord[]): Promise<void>;
  /** Takes back what was announced: from now on only what was put is remembered. */
  withdraw(): Promise<void>;
}

const DAY = 24 * 60 * 60 * 1000;
/** So many are remembered, the latest: an outage that leaves more of them leaves them to people. */
const MOST = 500;
const MOST_ANNOUNCED = 5000;

/** Records that only this process knows. */
export function memoryRecords(): CreationRecords {
  let records: readonly CreationRecord[] = [];
  return {
    of: (kind) => records.filter((record) => record.kind === kind),
    async put(record) {
      records = entered(records, record);
    },
    async drop(kind, identity) {
      records = without(records, kind, identity);
    },
    async announce() {},
    async withdraw() {},
  };
}

/**
 * Records in files that processes share. What cannot be kept there is this process's own. Nothing is read unless some creation was
 * uncertain, or a run was killed.
 * @param announcements the file of what is about to be created, which is there only as long
 */
export function sharedRecords(file: string, announcements: string): CreationRecords {
  const alone = memoryRecords();
  const run = `${process.pid}-${Math.random()}`;
  const isForeign = (record: CreationRecord) => record.run !== run;
  /** What other runs have announced, as it was when this one did: reading it again for each creation would take seconds. */
  let foreign: readonly CreationRecord[] | undefined;
  const change = (next: (records: readonly CreationRecord[]) => readonly CreationRecord[]): Promise<void> =>
    updateShared(file, (value) => [next(readRecords(value)), undefined]);
  return {
    of(kind) {
      const shared = [...readFile(file), ...(foreign ?? readFile(announcements))];
      return [...shared.filter((record) => record.kind === kind), ...alone.of(kind)];
    },
    async put(record) {
      try {
        await change((records) => entered(records, record));
      } catch {
        await alone.put(record);
      }
    },
    async drop(kind, identity) {
      await alone.drop(kind, identity);
      try {
        if (existsSync(file)) await change((records) => without(records, kind, identity));
      } catch {
        // Kept for a day, it costs a request now and then.
      }
    },
    async announce(records) {
      const own = records.map((record) => ({ ...record, run }));
      try {
        foreign = await updateShared(announcements, (value) => {
          const others = readRecords(value);
          return [[...others, ...own].slice(-MOST_ANNOUNCED), others];
        });
      } catch {
        // Killed, this run would leave nothing to be recognised by.
      }
    },
    async withdraw() {
      try {
        await updateShared(announcements, (value) => {
          const others = readRecords(value).filter(isForeign);
          return [others.length > 0 ? others : undefined, undefined];
        });
      } catch {
        // Kept for a day, it costs a request now and then.
      }
    },
  };
}

function readFile(file: string): CreationRecord[] {
  let value: unknown;
  try {
    value = readShared(file);
  } catch {
    // What cannot be read says nothing.
  }
  return readRecords(value);
}

function without(records: readonly CreationRecord[], kind: string, identity: string): CreationRecord[] {
  return records.filter((record) => record.kind !== kind || record.identity !== identity);
}

function entered(records: readonly CreationRecord[], record: CreationRecord): CreationRecord[] {
  const isSame = ({ kind, identity, digest }: CreationRecord) =>
    kind === record.kind && identity === record.identity && digest === record.digest;
  return [...records.filter((other) => !isSame(other)), record].slice(-MOST);
}

/** The records of the last day; what is none is left out. */
function readRecords(value: unknown): CreationRecord[] {
  const now = Date.now();
  const records = (Array.isArray(value) ? value : []).filter(isRecord);
  return records.filter(({ time }) => time <= now && time > now - DAY);
}

function isRecord(value: unknown): value is CreationRecord {
  const { kind, identity, fields, digest, kept, time, run = '' } = (value ?? {}) as Record<string, unknown>;
  return (
    [kind, identity, digest, run].every((text) => typeof text === 'string') &&
    Array.isArray(fields) &&
    fields.every((name) => typeof name === 'string') &&
    (kept === null || (typeof kept === 'string' && /^\d+$/.test(kept))) &&
    typeof time === 'number'
  );
}
