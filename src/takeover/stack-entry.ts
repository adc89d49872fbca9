import type { JsonObject } from '../json.ts';
import { isEmpty, type Values } from '../statuscake/resource.ts';
import type { Declaration } from './declaration.ts';
import { besides, sharedBy, toDefaults } from './sharing.ts';

/** So many checks have to share an option for it to be told once for all of them. */
export const WORTH_SHARING = 2;

/** A stack with the checks that it is to declare. */
export interface DeclaredStack {
  readonly stack: string;
  readonly declarations: readonly Declaration[];
}

/** Returns a stack as the option `stacks` of the module takes it. Pure. */
export function stackEntry({ stack, declarations }: DeclaredStack): JsonObject {
  const isAsleep = sleeps(declarations);
  const awake = isAsleep ? declarations.map((one) => without(one, 'paused')) : declarations;
  const presets = sharedBy(awake, WORTH_SHARING);
  const defaults = toDefaults(presets);
  const kinds = [...new Set(awake.map(({ check }) => check.kind.option))];
  return {
    stack,
    ...(isAsleep && { paused: true }),
    ...(!isEmpty(defaults) && { defaults: defaults as JsonObject }),
    ...Object.fromEntries(
      kinds.map((kind) => [
        kind,
        awake
          .filter(({ check }) => check.kind.option === kind)
          .map((one) => checkEntry(one, besides(one, presets)) as JsonObject),
      ]),
    ),
  };
}

/** Returns a check as it is declared, with these options: its ID first. */
export function checkEntry({ id }: Pick<Declaration, 'id'>, options: Values): Values {
  return id === null ? options : { id, ...options };
}

/** Returns whether every check of a stack is paused. */
export function sleeps(declarations: readonly Declaration[]): boolean {
  return declarations.every(({ all }) => all.paused === true);
}

/** Returns a declaration that does not speak of an option. */
export function without(declaration: Declaration, option: string): Declaration {
  const { [option]: _, ...options } = declaration.options;
  const { [option]: _all, ...all } = declaration.all;
  return { ...declaration, options, all };
}
