import { normaliseIdentity, type Resource } from '../statuscake/resource.ts';
import {
  type CheckDeclaration,
  type KindDeclaration,
  labelOf,
  type StackDeclaration,
} from './declaration.ts';

/** By the former names of stacks those that they bear now. */
export type FormerNames = ReadonlyMap<string, string>;

/** Returns the former names that stacks declare. */
export function formerNamesOf(
  stacks: readonly Pick<StackDeclaration, 'stack' | 'formerName'>[],
): FormerNames {
  return new Map(
    stacks.flatMap(({ stack, formerName }) =>
      formerName === undefined || formerName === stack ? [] : [[formerName, stack] as const],
    ),
  );
}

/** What a check was called before. */
export interface FormerLabel {
  readonly label: string;
  /** Whether the check itself says so; else its stack was renamed, and this is what that made of it. */
  readonly isDeclared: boolean;
}

/**
 * Returns the name (of an SSL test the URL) that a check had before it was renamed, or its stack was: that of the stack at its beginning
 * is then the former one. Nothing where it has had no other.
 */
export function formerLabelOf(
  resource: Resource,
  declaration: Pick<KindDeclaration, 'stack' | 'formerName'>,
  check: CheckDeclaration,
): FormerLabel | undefined {
  const present = labelOf(resource, check);
  if (check.renamedFrom !== undefined) {
    const label = normaliseIdentity(resource, check.renamedFrom);
    return label === present ? undefined : { label, isDeclared: true };
  }
  const [label] = labelsBefore(resource, declaration, [present]);
  return label === undefined ? undefined : { label, isDeclared: false };
}

/** Returns what the renaming of a stack has made of names: what they were before; of those that it left alone nothing. */
export function labelsBefore(
  resource: Resource,
  { stack, formerName }: Pick<KindDeclaration, 'stack' | 'formerName'>,
  labels: readonly string[],
): string[] {
  if (formerName === undefined || formerName === stack) {
    return [];
  }
  const rename = (label: string) =>
    resource.identity === 'name'
      ? renameText(label, stack, formerName)
      : renameHost(resource, label, stack, formerName);
  return labels.flatMap((label) => rename(label) ?? []);
}

/** Returns a text with another word at its beginning; nothing where it does not begin with the first one. */
export function renameText(text: string, from: string, to: string): string | undefined {
  return text.startsWith(`${from} `) ? to + text.slice(from.length) : undefined;
}

/** Returns a URL at a host whose name begins with another word; nothing where it does not begin with the first one. */
function renameHost(resource: Resource, text: string, from: string, to: string): string | undefined {
  if (!URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  const host = url.hostname;
  const old = from.toLowerCase();
  if (host !== old && !host.startsWith(`${old}.`)) {
    return undefined;
  }
  url.hostname = to + host.slice(old.length);
  return normaliseIdentity(resource, url.href);
}
