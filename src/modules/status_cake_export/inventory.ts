import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../json.ts';
import type { HeldCheck } from '../../takeover/check.ts';
import type { Declaration, LeftOut } from '../../takeover/declaration.ts';
import type { HostVariables } from '../../takeover/role-variables.ts';
import type { Takeover } from '../../takeover/takeover.ts';
import { readWhole } from '../common/whole-files.ts';
import { BROKEN_LINK, EDITED, isBrokenLink, type OutputFile } from './files.ts';
import { withoutUrlSecrets } from './secrets.ts';
import { type Entry, isUntouched, variablesFile } from './variables-file.ts';

const GROUP = 'stacks';
/** The file that has the variables, in the folder of a host or a group. */
export const FILE = 'statuscake.yml';
const GROUPS = 'statuscake_stack_account_contact_groups';

/** Names of files in the place of whose folder Ansible would read the folder only. */
const OTHER_FORMS = ['.yml', '.yaml', '.json'];

/** Returns the files of an inventory that declare the stacks. Nothing is written. Throws a ModuleFailure where one cannot be read. */
export function inventoryFiles(directory: string, takeover: Takeover): OutputFile[] {
  const { shared, hosts } = takeover;
  const groups = takeover.groups.filter(({ values }) => values !== null);
  const groupEntries: Entry[] = [
    ...Object.entries(shared).map(([name, value]) => ({ name, value })),
    ...(groups.length > 0
      ? [
          {
            name: GROUPS,
            value: groups.map(({ values }) => values as Json),
            comments: ['The contact groups of the account.'],
            itemComments: groups.map(({ group, left }) =>
              left.flatMap((each) => noteOf(each, `contact_group_${group.id}`)),
            ),
          },
        ]
      : []),
  ];
  return [
    ...(groupEntries.length > 0
      ? [fileOf(directory, 'group_vars', GROUP, groupEntries, ['What all stacks of the account share.'])]
      : []),
    ...hosts.map((host) =>
      fileOf(directory, 'host_vars', host.stack, entriesOf(host, takeover), aboutHost(host)),
    ),
  ];
}

function fileOf(
  directory: string,
  kind: string,
  name: string,
  entries: readonly Entry[],
  about: readonly string[],
): OutputFile {
  const folder = join(directory, kind, name);
  const path = join(folder, FILE);
  const text = variablesFile(entries, about);
  const before = readWhole('directory', path);
  return { path, text, before, kept: before === text ? null : reasonToKeep(name, folder, path, before) };
}

/** Returns why a file must not be written; `null` where it may. */
function reasonToKeep(name: string, folder: string, path: string, before: string | undefined): string | null {
  // Both would lead out of their folder.
  if (name === '.' || name === '..') {
    return 'no host can be called that';
  }
  const other = OTHER_FORMS.map((ending) => folder + ending).find((each) => existsSync(each));
  if (other !== undefined && !existsSync(folder)) {
    return `Ansible would not read ${other} any more beside a folder of that name: move it to ${join(folder, 'main.yml')} first`;
  }
  if ([folder, path].some(isBrokenLink)) {
    return BROKEN_LINK;
  }
  return before === undefined || isUntouched(before) ? null : EDITED;
}

function aboutHost({ stack, declarations }: HostVariables): string[] {
  const rules = [...new Set(declarations.flatMap(({ check }) => check.rule ?? []))].sort(
    (one, other) => one - other,
  );
  const by = [
    ...(rules.length > 0 ? [`rule${rules.length === 1 ? '' : 's'} ${rules.join(' and ')}`] : []),
    ...(declarations.some(({ check }) => check.rule === null) ? ['what the account shows'] : []),
  ];
  return [
    `The checks of ${stack} as the account holds them, by ${by.join(' and ')}.`,
    ...idsNote(declarations),
  ];
}

function idsNote(declarations: readonly Declaration[]): string[] {
  const rest = declarations.some(({ keepsId }) => keepsId)
    ? 'only those of checks without a name of their own'
    : 'none';
  return declarations.some(({ id, keepsId }) => id !== null && !keepsId)
    ? [
        `The IDs can go once the checks carry the tag of the stack: written again after that, this file has ${rest}.`,
      ]
    : [];
}

function entriesOf({ values, origins }: HostVariables, takeover: Takeover): Entry[] {
  const notes = notesOf(takeover);
  return Object.entries(values).map(([name, value]): Entry => {
    const checks = origins.get(name);
    if (checks === undefined) {
      return { name, value };
    }
    if (Array.isArray(value)) {
      return { name, value, comments: [], itemComments: checks.map(notes) };
    }
    const [declaration] = checks;
    return { name, value, comments: declaration ? [titleOf(declaration), ...notes(declaration)] : [] };
  });
}

function titleOf({ check }: Declaration): string {
  return `The ${check.kind.resource.kind} ${quoted(check)} (ID ${check.remote.id}).`;
}

/** Returns what says of a check what cannot be seen in its declaration. */
function notesOf({ open, twins }: Takeover): (declaration: Declaration) => string[] {
  return (declaration) => {
    const { check } = declaration;
    const group = twins.find(({ checks }) =>
      checks.some(({ kind, remote }) => kind === check.kind && remote.id === check.remote.id),
    );
    const others = (group?.checks ?? []).filter(({ remote }) => remote.id !== check.remote.id);
    const older = others.map((other) => `${quoted(other)} (ID ${other.remote.id})`).join(', ');
    return [
      ...(others.length > 0 ? [`Tests the same as ${older}.`] : []),
      ...open
        // A declaration of a stack that sleeps was made anew, without what all of its checks share.
        .filter((each) => each.declaration.check === check)
        .flatMap((each) => noteOf(each, `${check.stack}_${check.kind.resource.name}_${check.remote.id}`)),
    ];
  };
}

function quoted({ label }: HeldCheck): string {
  return JSON.stringify(withoutUrlSecrets(label));
}

/** @param owner what the option is of, for the name of a variable */
function noteOf({ option, reason, isSecret, username }: LeftOut, owner: string): string[] {
  const note = `${option} is left as it is: ${reason}.`;
  if (!isSecret) {
    return [note];
  }
  return [
    `${note} To declare it:`,
    ...(username === null ? [] : [`basic_username: ${JSON.stringify(username)}`]),
    `${option}: "{{ vault_statuscake_${owner.replace(/\W/g, '_')}_${option} }}"`,
  ];
}
