import type { HeldCheck } from '../../takeover/check.ts';
import type { Declaration } from '../../takeover/declaration.ts';
import { type HostVariables, PREFIX, withoutShared } from '../../takeover/role-variables.ts';
import { standAlone } from '../../takeover/stand-alone.ts';
import type { Takeover } from '../../takeover/takeover.ts';
import type { OutputFile } from './files.ts';
import { contactGroupEntries, tellsTheSame } from './group-file.ts';
import type { Hosts } from './hosts.ts';
import { noteOf } from './notes.ts';
import { hasOtherVariables, neighboursOf } from './other-variables.ts';
import { type Place, placeOf } from './place.ts';
import { withoutUrlSecrets } from './secrets.ts';
import { type Entry, variablesFile } from './variables-file.ts';

const GROUP = 'stacks';

/**
 * Returns the files of an inventory that declare the stacks. Where what groups say is not all from these files, hosts do without any of
 * it. Nothing is written. Throws a ModuleFailure where a file cannot be read.
 * @param inventory what it says of its hosts
 * @param account what tells the account from others
 */
export function inventoryFiles(
  directory: string,
  takeover: Takeover,
  inventory: Hosts,
  account: string,
): OutputFile[] {
  const { shared, hosts } = takeover;
  const group = placeOf(directory, 'group_vars', GROUP, account);
  const own = hosts.map((host) => hostPlace(directory, host, inventory, account));
  const contactGroups = contactGroupEntries(takeover);
  const all = [...Object.entries(shared).map(([name, value]) => ({ name, value })), ...contactGroups];
  const isGroupKept = group.kept !== null && (group.before !== undefined || all.length > 0);
  const isKept = isGroupKept || own.some(({ place, isLeaving }) => place.kept !== null && !isLeaving);
  const isApart = isKept && !tellsTheSame(group.before, groupText(account, all), account);
  const standsAlone = isApart || hasOtherVariables(directory, group.path);
  const entries = standsAlone ? contactGroups : all;
  const groupPlace = standsAlone && isKept ? reliedOn(group) : group;
  return [
    // Empty it replaces what is not shared any more.
    ...(isGroupKept || group.before !== undefined || entries.length > 0
      ? [fileOf(groupPlace, groupText(account, entries))]
      : []),
    ...own.map(({ host, place, isBacked }) => {
      const isAlone = standsAlone || isBacked;
      const variables = isAlone ? standAlone(host) : withoutShared(host, shared);
      return fileOf(place, variablesFile(account, entriesOf(variables, takeover), aboutHost(host, isAlone)));
    }),
  ];
}

/** Returns where the variables of a host belong, and what there is beside them. */
function hostPlace(directory: string, host: HostVariables, inventory: Hosts, account: string) {
  const { name, isLeaving, reason } = inventory.hostOf(host.stack);
  const place = placeOf(directory, 'host_vars', name, account);
  const { isBacked, overruling } = neighboursOf(place.path);
  const overruled =
    overruling === undefined
      ? null
      : `${overruling} says more of the same, and Ansible reads that afterwards: give it a name before this one in the alphabet, such as main.yml, or take what begins with ${PREFIX} out of it`;
  return { host, place: { ...place, kept: place.kept ?? reason ?? overruled }, isBacked, isLeaving };
}

function fileOf({ path, before, kept }: Place, text: string): OutputFile {
  return { path, before, text, kept: before === text ? null : kept };
}

/** The file of the group as it stays where others do that were written beside it. */
function reliedOn(group: Place): Place {
  const { before, kept } = group;
  return before === undefined || kept !== null
    ? group
    : { ...group, kept: 'hosts whose files stay as they are may rely on it' };
}

function groupText(account: string, entries: readonly Entry[]): string {
  const about =
    entries.length > 0 ? 'What all stacks of the account share.' : 'Nothing is told for all stacks at once.';
  return variablesFile(account, entries, [about]);
}

function aboutHost({ stack, declarations }: HostVariables, standsAlone: boolean): string[] {
  const rules = [...new Set(declarations.flatMap(({ check }) => check.rule ?? []))].sort(
    (one, other) => one - other,
  );
  const by = [
    ...(rules.length > 0 ? [`rule${rules.length === 1 ? '' : 's'} ${rules.join(' and ')}`] : []),
    ...(declarations.some(({ check }) => check.rule === null) ? ['what the account shows'] : []),
  ];
  return [
    `The checks of ${stack} as the account holds them, by ${by.join(' and ')}.`,
    ...(standsAlone
      ? ['All of it is told here, whatever groups say, as there are other variables in the inventory.']
      : []),
    ...idsNote(declarations),
  ];
}

function idsNote(declarations: readonly Declaration[]): string[] {
  const rest = declarations.some(({ keepsId }) => keepsId)
    ? 'only those of checks that nothing else tells'
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
