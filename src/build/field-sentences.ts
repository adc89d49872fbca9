import type { Option } from '../ansible/argument-spec.ts';
import { FIELD_OPTIONS } from '../modules/fields.ts';
import type { Field, Resource } from '../statuscake/resource.ts';

const SENTENCES: ReadonlyMap<Option, readonly string[]> = new Map(
  FIELD_OPTIONS.flatMap(({ resource, options }) =>
    resource.fields.flatMap((field): [Option, readonly string[]][] => {
      const option = options[field.name];
      return option ? [[option, sentencesOf(resource, field)]] : [];
    }),
  ),
);

/** Returns what the table of a resource says about the field that an option stands for: when it is needed, and what it begins with. */
export function fieldSentences(option: Option): readonly string[] {
  return SENTENCES.get(option) ?? [];
}

function sentencesOf({ kind, identity }: Resource, { name, required, initial, lasting }: Field): string[] {
  // An uptime test and an SSL test are a test, a maintenance window is a window.
  const noun = kind.split(' ').at(-1);
  return [
    ...(required && initial === undefined && name !== identity ? [`Required to create a ${noun}.`] : []),
    ...(initial === true ? [`On for a new ${noun} unless this says otherwise.`] : []),
    ...(initial !== undefined && initial !== true
      ? [`A new ${noun} gets C(${[initial].flat().join(',')}) unless this says otherwise.`]
      : []),
    ...(lasting === undefined ? [] : ['Cannot be emptied.']),
  ];
}
