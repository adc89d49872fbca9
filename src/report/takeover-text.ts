import type { Json } from '../json.ts';
import type { CheckFacts, TakeoverFacts } from '../takeover/facts.ts';
import { escaped } from './markdown.ts';
import { ABOUT_TWINS, idsSentence, labelOf, listSections, valueText } from './takeover-words.ts';

/** Returns the report of a takeover as Markdown, for a terminal, a chat or a merge request. */
export function takeoverText(facts: TakeoverFacts): string {
  const { summary, stacks, shared } = facts;
  return [
    '# What the account holds, and whose it is\n',
    `\n**${summary}**\n`,
    `\n${idsSentence(facts)}\n`,
    ...twinText(facts),
    ...listSections(facts).map(
      ({ title, about, lines, isCode }) =>
        `\n## ${title}\n\n${about}\n\n${isCode ? fenced(lines) : lines.map((line) => `- ${escaped(line)}\n`).join('')}`,
    ),
    ...(Object.keys(shared).length === 0
      ? []
      : [`\n## What all stacks share\n\n${Object.entries(shared).map(sharedLine).join('')}`]),
    ...(stacks.length === 0 ? [] : ['\n## Stacks\n']),
    ...stacks.map(
      ({ stack, checks }) =>
        `\n### ${escaped(stack)}\n\n${checks.map((check) => `- ${checkLine(check)}, by ${check.by}${check.paused ? ', paused' : ''}\n`).join('')}`,
    ),
  ].join('');
}

function checkLine(check: CheckFacts): string {
  const { name, url } = check;
  return escaped(url === null || url === name ? labelOf(check) : `${labelOf(check)}, ${url}`);
}

function twinText({ twins }: TakeoverFacts): string[] {
  const groups = twins.map(({ subject, checks, differences }) => {
    const members = checks.map(
      ({ stack, ...check }, index) =>
        `  - ${escaped(labelOf(check))}${stack === null ? '' : ` of ${escaped(stack)}`}${index === 0 ? ', the oldest' : ''}\n`,
    );
    const differing = differences.map(
      ({ option, values }) => `  - ${option}: ${values.map(escaped).join(' / ')}\n`,
    );
    return `- ${escaped(subject)}\n${members.join('')}${differing.join('')}`;
  });
  return groups.length === 0 ? [] : [`\n## Twins\n\n${ABOUT_TWINS}\n\n${groups.join('')}`];
}

function sharedLine([name, value]: readonly [string, Json]): string {
  return `- ${escaped(`${name}: ${valueText(value)}`)}\n`;
}

function fenced(lines: readonly string[]): string {
  return `\`\`\`sh\n${lines.map((line) => `${line}\n`).join('')}\`\`\`\n`;
}
