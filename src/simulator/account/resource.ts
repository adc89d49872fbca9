/**
 * What a resource of the API is made of: a table of its fields. Reading forms, listing, paging and rendering
 * are generic over these tables, so that a new resource is a new table.
 */

import type { Behaviour } from './behaviour.ts';
import type { FieldType } from './field-types.ts';
import type { Entry, Errors, Json, Value, Values } from './values.ts';

/** What a resource may refer to, by the name of its collection in the account. */
export type CollectionName = 'contactGroups' | 'uptimeTests';

/** What a resource can judge a write by, besides the write. */
export interface Surroundings {
  readonly behaviour: Behaviour;
  /** All of the same resource that there are. */
  readonly existing: readonly Entry[];
}

export interface Field<V extends Value = Value> {
  /** The name in a form, and in an entry of the account. */
  readonly name: string;
  /** What a form may say. Absent: StatusCake sets this field itself, so a form does not know it. */
  readonly written?: FieldType<V>;
  /** Each of its values is the ID of something else in the account: of one in this collection. */
  readonly refersTo?: CollectionName;
  /** A create without it is refused. */
  readonly required?: true;
  /** PUT has no such field. */
  readonly createOnly?: true;
  /** What it holds when nothing was ever written. Absent: it is unset, and left out of every response. */
  readonly initial?: V;
  /** What StatusCake sets it to on creation, where no constant will do. */
  assigned?(id: string): V;
  /** What a read finds out, at a time in milliseconds: nothing is held then. */
  computed?(entry: Entry, now: number): V;
  /** No read returns it. */
  readonly writeOnly?: true;
  /** The name when read, where that differs. */
  readonly readName?: string;
  /** The shape when read, where that differs from what is held in an entry. */
  readShape?(value: V, entry: Entry): Json;
  /** The list shows it too, where lists are overviews. */
  readonly overview?: true;
  /** The list can be filtered by it, for one of these values. */
  readonly filter?: readonly string[];
}

export interface Resource {
  /** The path below the base URL. */
  readonly path: string;
  /** In the order in which answers show them. */
  readonly fields: readonly Field[];
  /**
   * The list shows an overview instead of whole resources, and takes the filters `tags`, `matchany` and `nouptime`.
   * By the API reference these go together: `/uptime` and `/heartbeat` do both, others neither.
   */
  readonly listsOverview: boolean;
  /** One that somebody else might make by hand: a fault does. */
  readonly byHand: Values;
  /**
   * Says why a write is refused whose fields are each right, by what they would be `after` it, and were `before` it
   * unless it is a create.
   */
  refusals?(after: Values, before: Entry | undefined, surroundings: Surroundings): Errors;
}
