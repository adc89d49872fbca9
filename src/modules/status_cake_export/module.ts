import type { Parameters } from '../../ansible/argument-spec.ts';
import { defineModule, ModuleFailure } from '../../ansible/module.ts';
import { type JsonObject, toJson } from '../../json.ts';
import { groupBy } from '../../reconcile/group-by.ts';
import { listFirst } from '../../reconcile/listing.ts';
import { OptionError } from '../../reconcile/option-error.ts';
import { isStackName } from '../../reconcile/ownership.ts';
import { renamingMark, renamingsIn } from '../../reconcile/renaming-mark.ts';
import { takeoverText } from '../../report/takeover-text.ts';
import { shownFacts } from '../../report/takeover-words.ts';
import { type HeldCheck, shownName } from '../../takeover/check.ts';
import { factsOf, type TakeoverFacts } from '../../takeover/facts.ts';
import { judgeBy } from '../../takeover/rules.ts';
import { takeOver } from '../../takeover/takeover.ts';
import { addressesIn, readTerraform, type TerraformResource } from '../../takeover/terraform.ts';
import { accountMark } from '../common/account-mark.ts';
import { decodeText } from '../common/decode-text.ts';
import { session } from '../common/session.ts';
import { readBytes, writeFiles } from '../common/whole-files.ts';
import { globPattern } from '../status_cake_info/glob.ts';
import { readGrownAccount } from './account.ts';
import { atTarget, diffOf, isChange, type OutputFile } from './files.ts';
import { hostsOf } from './hosts.ts';
import { inventoryFiles } from './inventory.ts';
import { exportOptions } from './options.ts';
import { refusalOf } from './refusal.ts';
import { reportFiles } from './report-files.ts';
import { holdsSecret, withoutUrlSecrets } from './secrets.ts';
import { staleFiles } from './stale-files.ts';

/** So many files are told in a warning; the result has all of them. */
const PATHS_IN_WARNING = 3;

/** Makes declarations of what an account holds, and changes nothing in it. */
export const module = defineModule({
  name: 'status_cake_export',
  argument_spec: exportOptions,
  relations: {},

  run(invocation) {
    const { parameters, checkMode, diffMode, warn, hide } = invocation;
    const { directory, report_directory: reportDirectory } = parameters;
    return session(invocation, [], async (client) => {
      const terraform = terraformIn(parameters);
      // Before an account is read, which can take thousands of requests: a rule may be wrong.
      const hosts = hostsOf(stacksByHost(parameters.host_stacks), parameters.absent_hosts);
      const judge = hosts.throughHosts(judgeBy(parameters.rules, addressesIn(terraform)));
      const known = parameters.known.map(globPattern);
      const account = await readGrownAccount(client, warn);
      refuseHalfRenamed(account.checks);
      const takeover = takeOver({
        ...account,
        rules: parameters.rules,
        judge,
        terraform,
        tagPrefix: parameters.tag_prefix,
        refusalOf,
        isSecret: (option, value) =>
          holdsSecret(option, value) || JSON.stringify(hide(value)) !== JSON.stringify(value),
        withoutSecrets: withoutUrlSecrets,
        isKnown: ({ label, remote: { id } }) =>
          known.some((pattern) => pattern.test(label) || pattern.test(id)),
      });
      // What is left in files is not hidden on the way, as a result is.
      const facts: TakeoverFacts = JSON.parse(
        JSON.stringify(withoutUrlSecrets(hide(toJson(factsOf(takeover))))),
      );
      const mark = accountMark(parameters.api_url, parameters.api_key);
      const inventory = directory === null ? [] : inventoryFiles(directory, takeover, hosts, mark);
      const shown = shownFacts(facts);
      const reports = reportDirectory === null ? [] : reportFiles(reportDirectory, shown);
      const paths = new Set(inventory.map(({ path }) => path));
      // A stack may have nothing but what could not be read.
      const stale = directory === null || account.unread.length > 0 ? [] : staleFiles(directory, paths, mark);
      const kept = whyKept([...inventory, ...reports]);
      for (const text of [...facts.ruleRemarks, ...kept, ...stale.map(whyStale)]) {
        warn(text);
      }
      if (!checkMode) {
        writeFiles('directory', inventory.filter(isChange).map(atTarget));
        writeFiles('report_directory', reports.filter(isChange).map(atTarget));
      }
      const files: OutputFile[] = [...inventory, ...reports];
      const changes = files.filter(isChange);
      return {
        changed: changes.length > 0,
        ...resultOf(facts),
        stacks: [...takeover.entries],
        contact_groups: takeover.groups.flatMap(({ values }) => (values ?? []) as JsonObject | []),
        report: takeoverText(shown),
        files: files.map(({ path }) => path),
        ...(diffMode && { diff: changes.map(diffOf) }),
      };
    });
  },
});

/** @throws OptionError where a stack has a name that none can have */
function stacksByHost(names: JsonObject): Map<string, string> {
  const stacks = Object.entries(names).map(([host, name]) => [host, String(name)] as const);
  const [host, name] = stacks.find(([, stack]) => !isStackName(stack)) ?? [];
  if (host !== undefined) {
    throw new OptionError(
      'host_stacks',
      `the stack of ${host} cannot be called ${JSON.stringify(name)}: names may have letters, digits, '.', '_' and '-' only`,
    );
  }
  return new Map(stacks);
}

/** @throws ModuleFailure where a stack has two names for now: what was written of either would tear it apart */
function refuseHalfRenamed(checks: readonly HeldCheck[]): void {
  const half = checks.find(({ remote }) => renamingsIn(remote).length > 0);
  if (half !== undefined) {
    const { label, remote } = half;
    const [stack = ''] = renamingsIn(remote);
    throw new ModuleFailure(
      `${shownName(label)} (ID ${remote.id}) has the tag ${renamingMark(stack)}, so an interrupted run was renaming its stack to ${stack}: ` +
        `finish that first, with renamed_from of ${stack}, or take the tag off`,
    );
  }
}

/** Says it once for all files that stay for the same reason: after a change of the token that would be all of them. */
function whyKept(files: readonly OutputFile[]): string[] {
  const reasons = groupBy(
    files.filter(({ kept }) => kept !== null),
    ({ kept }) => kept,
  );
  return [...reasons].map(([reason, same]) => {
    const paths = listFirst(
      same.map(({ path }) => path),
      PATHS_IN_WARNING,
    );
    return same.length === 1
      ? `${paths} stays as it is: ${reason}`
      : `${paths} stay as they are, each for the same reason: ${reason}`;
  });
}

function whyStale(path: string): string {
  return `${path} was written for a stack that is none any more: delete it`;
}

/** The facts that a result has besides its report. */
function resultOf(facts: TakeoverFacts): JsonObject {
  const { counts, unassigned, twins, oddities, ruleRemarks, passwords, left, shared, terraform } = facts;
  return toJson({
    counts,
    unassigned,
    twins,
    oddities,
    rule_remarks: ruleRemarks,
    passwords,
    left_out: left,
    shared,
    terraform,
    state_removals: facts.stateRemovals,
  });
}

/** Throws an OptionError or a ModuleFailure where the file is missing, or none that Terraform has written. */
function terraformIn({ terraform: path, rules }: Parameters<typeof exportOptions>): TerraformResource[] {
  if (path === null) {
    const index = rules.findIndex(({ terraform }) => terraform !== null);
    if (index >= 0) {
      throw new OptionError(
        'rules',
        `rule ${index + 1} goes by the addresses of Terraform, which only a file has: name it with the option terraform, ` +
          'or for the playbook with -e statuscake_takeover_terraform=/path/to/state.json',
      );
    }
    return [];
  }
  const bytes = readBytes('terraform', path);
  if (bytes === undefined) {
    throw new OptionError(
      'terraform',
      `there is no file ${path}: write it with terraform show -json > ${path}`,
    );
  }
  return readTerraform('terraform', decodeText(bytes));
}
