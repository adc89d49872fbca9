import type { Json } from '../../json.ts';
import type { Option } from '../argument-spec.ts';
import { isObject } from './json.ts';

/**
 * Returns where sub-options are, as people find it among thousands: `stacks[1] (b2) tests[0] (liveness)`. An entry of a list is told by
 * its number and by the value of the first of its options.
 * @param place where the option is that has the sub-options
 */
export function placeWithin(
  place: string,
  name: string,
  option: Option,
  index: number,
  element: Json,
): string {
  const own = option.type === 'list' ? `${name}[${index}]${labelOf(option, element)}` : name;
  if (place === '') {
    return own;
  }
  return place.endsWith(')') ? `${place} ${own}` : `${place}.${own}`;
}

function labelOf({ options = {} }: Option, element: Json): string {
  const [first] = Object.entries(options);
  if (first === undefined || !isObject(element)) {
    return '';
  }
  const [name, { aliases = [] }] = first;
  const labels = [name, ...aliases].map((candidate) => element[candidate]);
  const label = labels.find((candidate) => typeof candidate === 'string' || typeof candidate === 'number');
  return label === undefined ? '' : ` (${label})`;
}
