import { AddressSearch } from './by-address.ts';
import { FormerNameSearch } from './by-former-name.ts';
import { NameSearch } from './by-name.ts';
import { type Declared, Findings, type Situation } from './findings.ts';

/** A check that is new, since nothing bears its former name, and nothing shows otherwise what it means. */
export interface Strayed {
  readonly stack: string;
  readonly label: string;
  readonly former: string;
  /** The IDs of what goes in other stacks and is called alike, or tests the same. */
  readonly rivals: readonly string[];
}

/** What declared checks mean, and what there is to tell of them. */
export interface Identified extends Pick<Findings, 'meanings' | 'remarks' | 'isDisputed'> {
  readonly strayed: readonly Strayed[];
}

/**
 * Finds the resource that each declared check means. In this order: the one of its ID or name; that which another stack had and has let go
 * of; the one of its former name; and last, the only one that tests the same, where it was another stack's or where it may be
 * adopted. Pure.
 * @param entries declared checks, those that are to be present first
 */
export function identify(entries: readonly Declared[], situation: Situation): Identified {
  const findings = new Findings(situation);
  const formerNames = new FormerNameSearch(findings);
  const addresses = new AddressSearch(findings);
  const present = entries.filter(({ declaration }) => declaration.state === 'present');
  new NameSearch(findings).find(entries);
  formerNames.find(present);
  addresses.find(present);
  const strayed = formerNames.unfound
    .filter(({ check }) => !findings.meanings.has(check))
    .map(({ check, ...unfound }) => ({ ...unfound, rivals: addresses.rivals.get(check) ?? [] }));
  const { meanings, remarks, isDisputed } = findings;
  remarks.missing.push(
    ...strayed.map(({ stack, label, former }) => ({ stack, text: `${label} (was ${former})` })),
  );
  return { meanings, remarks, isDisputed, strayed };
}
