import type { JsonObject } from '../json.ts';
import { oneLine } from '../one-line.ts';
import { toYaml } from './yaml.ts';

/**
 * One entry of a result's `diff`, as Ansible prints it under `--diff`: before and after as YAML, with a header for each.
 * @param before what there is, or `null` when there is nothing
 * @param after what there will be, or `null`
 */
export function diffEntry(title: string, before: JsonObject | null, after: JsonObject | null): JsonObject {
  const text = (value: JsonObject | null) => (value === null ? '' : toYaml(value));
  const header = oneLine(title);
  return {
    before_header: before === null ? `${header} (absent)` : header,
    after_header: after === null ? `${header} (absent)` : header,
    before: text(before),
    after: text(after),
  };
}
