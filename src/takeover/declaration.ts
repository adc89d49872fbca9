import type { Json } from '../json.ts';
import { CREDENTIALS, tagsIn, withoutMarks } from '../reconcile/marks.ts';
import { stacksOf } from '../reconcile/ownership.ts';
import { isSettingsTag } from '../reconcile/settings-tag.ts';
import {
  defaultOf,
  equal,
  type Field,
  identityOf,
  isEmpty,
  type Remote,
  readField,
  type Values,
} from '../statuscake/resource.ts';
import { contactGroup } from '../statuscake/resources/contact-group.ts';
import { STATUS_CODES } from '../statuscake/status-codes.ts';
import type { AssignedCheck } from './assignment.ts';
import type { HeldCheck } from './check.ts';

/** A check as a stack declares it. */
export interface Declaration {
  readonly check: AssignedCheck;
  /** Its ID, where its name would not find it, or not yet. */
  readonly id: string | null;
  /** Whether its name will not find it either once it carries the tag of its stack, since it is none or not its alone. */
  readonly keepsId: boolean;
  /** The options to declare: those that are not as a new check would have them, and those that say what it is about. */
  readonly options: Values;
  /** All options, with what the account holds: for what others share and this one has otherwise. */
  readonly all: Values;
  readonly left: readonly LeftOut[];
}

/** An option that keeps what the account holds since it cannot be declared. */
export interface LeftOut {
  readonly option: string;
  readonly reason: string;
  /** Whether it is a secret, which somebody has to fill in to have it declared. */
  readonly isSecret: boolean;
  /** The user name that belongs to a password, where anybody knows it. */
  readonly username: string | null;
}

/** What has to be known to write declarations. */
export interface Surroundings {
  readonly tagPrefix: string;
  readonly groups: readonly Remote[];
  /** Returns why an option does not take a value, if it does not. */
  refusalOf(kind: string, option: string, value: Json): string | null;
  /** Returns the user name of a check that has credentials, where something besides the account knows it. */
  usernameOf(check: HeldCheck): string | null;
  /** Whether an option with such a value holds a secret, such as a password in a URL, which is not to be written down. */
  isSecret(option: string, value: Json): boolean;
}

/** Why an option is left out that would show a secret. */
export const HOLDS_SECRET = {
  reason: 'it holds a password or a key',
  isSecret: true,
  username: null,
} as const;

/** What people look for in a declaration, so that it is told where a new check would have it, too. */
const TELLING = ['name', 'website_url', 'check_rate', 'period', 'region'];

/** So many status codes that mean up are told in the place of those that mean down. */
const MOST_GOOD_CODES = 20;

/** Returns how a stack declares a check so that nothing changes but its tags. Pure. */
export function declare(check: AssignedCheck, surroundings: Surroundings): Declaration {
  const { kind, remote, isOwned, isNamesake, isSignless } = check;
  const { resource } = kind;
  const options: Record<string, Json> = {};
  const all: Record<string, Json> = {};
  const left: LeftOut[] = [];
  const shown = withoutMarks(resource, remote);
  for (const field of resource.fields.filter((each) => each.shown !== 'never')) {
    const held = readField(field, shown);
    const isRequired = field.required || field.lasting !== undefined;
    if (isRequired && (isEmpty(held) || String(held).trim() === '')) {
      continue;
    }
    const { option, value } = optionOf(field, held, surroundings);
    const isInitial = equal(field.name === resource.tagField ? value : held, defaultOf(field));
    // What a new one has is no secret, and was never refused.
    const refusal = isInitial ? null : surroundings.refusalOf(kind.option, option, value);
    if (!isInitial && surroundings.isSecret(option, value)) {
      left.push({ option, ...HOLDS_SECRET });
    } else if (refusal !== null) {
      left.push({ option, reason: refusal, isSecret: false, username: null });
    } else {
      all[option] = value;
      if (!isInitial || TELLING.includes(field.name)) {
        options[option] = value;
      }
    }
  }
  const keepsId = isNamesake || !(resource.identity in options);
  return {
    check,
    // The URL of an SSL test is enough to find it.
    id: (isOwned || isSignless) && !keepsId ? null : remote.id,
    keepsId,
    options,
    all,
    left: [...left, ...credentialsOf(check, surroundings)],
  };
}

/** Returns the option that declares what a field holds, and with what. */
function optionOf(
  field: Field,
  held: Json,
  { tagPrefix, groups }: Surroundings,
): { readonly option: string; readonly value: Json } {
  const items = Array.isArray(held) ? held.map(String) : [];
  switch (field.name) {
    case 'contact_groups':
      return { option: field.name, value: items.map((id) => referenceTo(id, groups)).sort() };
    case 'tags':
      return {
        option: field.name,
        value: items.filter((tag) => !isSettingsTag(tag) && stacksOf([tag], tagPrefix).length === 0),
      };
    case 'alert_at':
      return { option: field.name, value: items.map(Number) };
    case 'status_codes_csv': {
      const good = STATUS_CODES.filter((code) => !items.includes(code));
      const isShorter = good.length > 0 && good.length <= MOST_GOOD_CODES;
      return isShorter && items.every((code) => STATUS_CODES.includes(code))
        ? { option: 'good_status_codes', value: good }
        : { option: field.name, value: items };
    }
    default:
      return { option: field.name, value: held };
  }
}

/** Returns the name of a contact group; its ID where the name would not find it. */
export function referenceTo(id: string, groups: readonly Remote[]): string {
  const group = groups.find((each) => each.id === id);
  const name = group && identityOf(contactGroup, group);
  const isNamed =
    name !== undefined &&
    name.trim() === name &&
    !/^\d*$/.test(name) &&
    groups.filter((each) => identityOf(contactGroup, each) === name).length === 1;
  return isNamed ? name : id;
}

/** What nobody can read, where a tag tells that it was written, or something else knows of it. */
function credentialsOf(check: HeldCheck, { usernameOf }: Surroundings): LeftOut[] {
  const { kind, remote } = check;
  const username = usernameOf(check);
  const isWritten = username !== null || tagsIn(kind.resource, remote).some((tag) => CREDENTIALS.test(tag));
  return isWritten
    ? [{ option: 'basic_password', reason: 'the API does not show it', isSecret: true, username }]
    : [];
}
