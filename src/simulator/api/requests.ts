import type { FaultKind } from '../faults/kinds.ts';
import { type FormPairs, isForm, parseForm } from './form.ts';

/** A request as it was received, and how it was answered. */
export class RecordedRequest {
  readonly method: string;
  /** As received, without the query: `/v1/uptime/7`. */
  readonly path: string;
  /** As received, without the question mark. */
  readonly query: string;
  /** Fields of the form that the operation ignored, without `[]`. */
  unknownFields: readonly string[] = [];
  /** Absent until answered, and when the connection was broken before any response. */
  status: number | undefined;
  /** The injected fault that it met, if any. */
  fault: FaultKind | undefined;
  readonly #form: string;

  constructor(method: string, target: string, contentType: string | undefined, body: string) {
    const [path = '', ...query] = target.split('?');
    this.method = method;
    this.path = path;
    this.query = query.join('?');
    this.#form = isForm(contentType) ? body : '';
  }

  /** The pairs of the form in the order received; taken apart on demand, since most are never looked at. */
  get form(): FormPairs {
    return parseForm(this.#form);
  }
}
