import type { JsonObject } from '../json.ts';
import { oneLine } from '../one-line.ts';
import { toYaml } from './yaml.ts';

/**
 * One entry of a result's `diff`, as Ansible prints it under `--diff`: before and after as YAML, with a header for each.
 * @param before what there is, or `null` when there is nothing
 * @param after what there will be, or `null`
 * @param remark what else there is to say of what there will be
 */
export function diffEntry(
  title: string,
  before: JsonObject | null,
  after: JsonObject | null,
  remark?: string,
): JsonObject {
  const text = (value: JsonObject | null) => (value === null ? '' : toYaml(value));
  const header = oneLine(title);
  return {
    before_header: before === null ? `${header} (absent)` : header,
    after_header: header + (after === null ? ' (absent)' : remark === undefined ? '' : ` (${remark})`),
    before: text(before),
    after: text(after),
  };
}
