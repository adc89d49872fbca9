import type { ArgumentSpec, OptionRelations } from '../../ansible/argument-spec.ts';
import type { CheckKind } from '../../reconcile/stacks.ts';
import { heartbeat } from '../../statuscake/resources/heartbeat.ts';
import { pagespeed } from '../../statuscake/resources/pagespeed.ts';
import { ssl } from '../../statuscake/resources/ssl.ts';
import { uptime } from '../../statuscake/resources/uptime.ts';
import { idOption, renamedFromOption, replacementOptions } from '../common/options.ts';
import type { Check, Revision } from '../common/values.ts';
import { heartbeatOptions } from '../status_cake_heartbeat/options.ts';
import { pagespeedOptions } from '../status_cake_pagespeed/options.ts';
import { checkSsl } from '../status_cake_ssl/checks.ts';
import { sslIdOption, sslOptions } from '../status_cake_ssl/options.ts';
import { checkUptime } from '../status_cake_test/checks.ts';
import { statusCodeRelations, uptimeOptions } from '../status_cake_test/options.ts';
import { withStatusCodes } from '../status_cake_test/status-codes.ts';

/** A kind of check that a stack can declare. */
export interface StackKind extends CheckKind {
  /** The option that declares checks of this kind; also a dict within `defaults`, except that of the first kind. */
  readonly option: string;
  /** What a check declares. */
  readonly options: ArgumentSpec;
  readonly relations?: OptionRelations;
  readonly check?: Check;
  readonly revise?: Revision;
  /** The module that keeps one of them. */
  readonly module: string;
  /** What there is to say of the option besides. */
  readonly notes?: readonly string[];
  readonly version_added?: string;
}

const KINDS = [
  {
    option: 'tests',
    resource: uptime,
    ownership: 'tag',
    options: { ...uptimeOptions, ...idOption, ...renamedFromOption, ...replacementOptions },
    relations: statusCodeRelations,
    check: checkUptime,
    revise: withStatusCodes,
    module: 'status_cake_test',
  },
  {
    option: 'heartbeats',
    resource: heartbeat,
    ownership: 'tag',
    options: { ...heartbeatOptions, ...idOption, ...renamedFromOption },
    module: 'status_cake_heartbeat',
    version_added: '1.1.0',
  },
  {
    option: 'ssl',
    resource: ssl,
    ownership: 'sign',
    options: { ...sslOptions, ...sslIdOption, ...renamedFromOption },
    check: checkSsl,
    module: 'status_cake_ssl',
    version_added: '1.1.0',
  },
  {
    option: 'pagespeed',
    resource: pagespeed,
    ownership: 'name',
    options: { ...pagespeedOptions, ...idOption, ...renamedFromOption },
    module: 'status_cake_pagespeed',
    notes: ['Their names have to begin with the name of the stack and a space, by which they belong to it.'],
    version_added: '1.1.0',
  },
] as const satisfies readonly StackKind[];

/** The name of an option that declares checks of a kind. */
export type KindOption = (typeof KINDS)[number]['option'];

type Kind = StackKind & { readonly option: KindOption };

/** The kinds of check that a stack can have. The first is that of its `defaults` at the top. */
export const STACK_KINDS: readonly [Kind, ...Kind[]] = KINDS;
