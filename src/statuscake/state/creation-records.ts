import { existsSync } from 'node:fs';
import { readShared, updateShared } from './shared-file.ts';

/** A creation that nobody knew of whether it took place, since its response was lost. It may take place late. */
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

/** A creation that took place, as its response has said. Reads may not show it for a while. */
export interface Created {
  /** Name of the kind of resource. */
  readonly kind: string;
  /** What the resource is known by, normalised. */
  readonly identity: string;
  /** Fingerprint of the tags that it was created with. */
  readonly tags: string;
  readonly id: string;
  /** When it was, in milliseconds since 1970. */
  readonly time: number;
}

/** Where creations are remembered for a day: those that are in doubt, and the latest that are not. */
export interface CreationRecords {
  /** Those of a kind. */
  of(kind: string): readonly CreationRecord[];
  /** Remembers one, in place of an earlier one of the same content. */
  put(record: CreationRecord): Promise<void>;
  /** Forgets those of a kind that are known by this. */
  drop(kind: string, identity: string): Promise<void>;
  /** Tells later runs of creations that are about to be asked for, should this one be killed before it calls `withdraw`. */
  announce(records: readonly CreationRecord[]): Promise<void>;
  /** Takes back what was announced: from now on only what was put or noted is remembered. */
  withdraw(): Promise<void>;
  /** Notes a creation that took place, for later runs as soon as this one calls `withdraw`. */
  note(created: Created): void;
  /** The creations of a kind that earlier runs have noted. */
  noted(kind: string): readonly Created[];
}

const DAY = 24 * 60 * 60 * 1000;
/** So many are remembered, the latest: an outage that leaves more of them leaves them to people. */
const MOST = 500;
const MOST_ANNOUNCED = 5000;
/** At five requests a second these are the creations of more than three minutes. */
const MOST_NOTED = 1000;

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
    note() {},
    noted: () => [],
  };
}

/**
 * Records in files that processes share. What cannot be kept there is this process's own. For `of`, nothing is read unless some
 * creation was uncertain, or a run was killed.
 * @param announcements the file of what is about to be created, which is there only as long
 * @param notes the file of what was created without a doubt
 */
export function sharedRecords(file: string, announcements: string, notes: string): CreationRecords {
  const alone = memoryRecords();
  const run = `${process.pid}-${Math.random()}`;
  const isForeign = (record: CreationRecord) => record.run !== run;
  /** What other runs have announced, as it was when this one did: reading it again for each creation would take seconds. */
  let foreign: readonly CreationRecord[] | undefined;
  const own: Created[] = [];
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
        if (existsSync(file)) {
          await change((records) => without(records, kind, identity));
        }
      } catch {
        // Kept for a day, it costs a request now and then.
      }
    },
    async announce(records) {
      const marked = records.map((record) => ({ ...record, run }));
      try {
        foreign = await updateShared(announcements, (value) => {
          const others = readRecords(value);
          return [[...others, ...marked].slice(-MOST_ANNOUNCED), others];
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
      if (own.length === 0) {
        return;
      }
      try {
        await updateShared(notes, (value) => [
          [...latest(value, isCreated), ...own].slice(-MOST_NOTED),
          undefined,
        ]);
      } catch {
        // Later runs rely on what reads show.
      }
    },
    note: (created) => void own.push(created),
    noted: (kind) => readEntries(notes, isCreated).filter((created) => created.kind === kind),
  };
}

function readFile(file: string): CreationRecord[] {
  return readEntries(file, isRecord);
}

function readEntries<T extends { readonly time: number }>(
  file: string,
  isEntry: (value: unknown) => value is T,
): T[] {
  let value: unknown;
  try {
    value = readShared(file);
  } catch {
    // What cannot be read says nothing.
  }
  return latest(value, isEntry);
}

function without(records: readonly CreationRecord[], kind: string, identity: string): CreationRecord[] {
  return records.filter((record) => record.kind !== kind || record.identity !== identity);
}

function entered(records: readonly CreationRecord[], record: CreationRecord): CreationRecord[] {
  const isSame = ({ kind, identity, digest }: CreationRecord) =>
    kind === record.kind && identity === record.identity && digest === record.digest;
  return [...records.filter((other) => !isSame(other)), record].slice(-MOST);
}

function readRecords(value: unknown): CreationRecord[] {
  return latest(value, isRecord);
}

/** Returns the entries of the last day; what is none is left out. */
function latest<T extends { readonly time: number }>(
  value: unknown,
  isEntry: (value: unknown) => value is T,
): T[] {
  const now = Date.now();
  const entries = (Array.isArray(value) ? value : []).filter(isEntry);
  return entries.filter(({ time }) => time <= now && time > now - DAY);
}

function isCreated(value: unknown): value is Created {
  const { kind, identity, tags, id, time } = (value ?? {}) as Record<string, unknown>;
  return (
    [kind, identity, tags, id].every((text) => typeof text === 'string') &&
    /^\d+$/.test(String(id)) &&
    typeof time === 'number'
  );
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
