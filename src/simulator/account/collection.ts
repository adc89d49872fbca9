import type { Resource } from './resource.ts';
import type { Entry, Value, Values } from './values.ts';

/** All resources of one kind in the account, oldest first. */
export class Collection {
  readonly resource: Resource;
  readonly #nextId: () => string;
  readonly #onCreate: ((entry: Entry) => void) | undefined;
  readonly #entries = new Map<string, Entry>();

  /** @param onCreate is told of each new entry, and may set what no form writes */
  constructor(resource: Resource, nextId: () => string, onCreate?: (entry: Entry) => void) {
    this.resource = resource;
    this.#nextId = nextId;
    this.#onCreate = onCreate;
  }

  /**
   * Adds an entry and returns it, live: later changes show in it. Fields left out take their initial values.
   * Values are taken as they are, so that a test can seed what the API would refuse today.
   * @throws {Error} for a field that the resource doesn't have, or a required one left out
   */
  create(values: Values): Entry {
    const unknown = Object.keys(values).find(
      (name) => !this.resource.fields.some((field) => field.name === name && field.computed === undefined),
    );
    if (unknown !== undefined) {
      throw new Error(`/${this.resource.path} has no field ${unknown}`);
    }
    const entry: Entry = { id: this.#nextId() };
    for (const field of this.resource.fields) {
      const { name, required, initial } = field;
      const value = values[name] ?? initial ?? field.assigned?.(entry.id);
      if (required && value === undefined) {
        throw new Error(`/${this.resource.path} needs a ${name}`);
      }
      assign(entry, name, value);
    }
    this.#entries.set(entry.id, entry);
    this.#onCreate?.(entry);
    return entry;
  }

  /**
   * Does the same as `create`, but lists the entry before all others: where StatusCake lists a new one is not
   * documented.
   * @throws {Error} as `create` does
   */
  createFirst(values: Values): Entry {
    const others = this.all();
    const entry = this.create(values);
    for (const other of others) {
      this.#entries.delete(other.id);
      this.#entries.set(other.id, other);
    }
    return entry;
  }

  /** Returns the entry of an ID, if there is one. */
  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  /** Returns every entry, oldest first. */
  all(): Entry[] {
    return [...this.#entries.values()];
  }

  /**
   * Changes the fields given; `undefined` clears one.
   * @throws {Error} when there is no entry of that ID
   */
  update(id: string, changes: Values): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) {
      throw new Error(`/${this.resource.path} has no ${id}`);
    }
    for (const [name, value] of Object.entries(changes)) {
      assign(entry, name, value);
    }
  }

  /** Tells whether any of these values is another than the entry of an ID has. */
  wouldChange(id: string, values: Values): boolean {
    const entry = this.#entries.get(id);
    return Object.entries(values).some(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(entry?.[name]),
    );
  }

  /** Removes an entry, and tells whether there was one. */
  delete(id: string): boolean {
    return this.#entries.delete(id);
  }
}

function assign(entry: Entry, name: string, value: Value | undefined): void {
  if (value === undefined) {
    delete entry[name];
  } else {
    entry[name] = value;
  }
}
