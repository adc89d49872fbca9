import { stringify } from 'yaml';

/** What the community's tools call the changes below a heading of ours; those below none are new. */
const SECTIONS: Readonly<Record<string, string>> = {
  Fixed: 'bugfixes',
  Changed: 'minor_changes',
  Added: 'minor_changes',
};
/** Of what begins in bold, everybody has to know. */
const MAJOR = 'major_changes';

/** A module, as the list of what is new tells of it. */
export interface NewModule {
  readonly name: string;
  readonly version_added: string;
  readonly short_description: string;
}

interface Release {
  readonly version: string;
  readonly date: string;
  /** By the names that the community's tools have for them. */
  readonly changes: ReadonlyMap<string, readonly string[]>;
}

/**
 * Returns `changelogs/changelog.yaml`, in the form of antsibull-changelog, from which changelogs of many collections are made.
 * @param changelog our own, in Markdown; what is unreleased in it is left out
 * @param modules listed with the release that brought them
 * @throws {Error} where a release has no date, or a heading that has no counterpart there
 */
export function changelogPage(changelog: string, modules: readonly NewModule[]): string {
  const releases = changelog
    .split(/^## /m)
    .slice(1)
    .filter((part) => !part.startsWith('Unreleased'))
    .map(readRelease)
    .reverse();
  const page = {
    ancestor: null,
    releases: Object.fromEntries(
      releases.map(({ version, date, changes }) => {
        const own = modules.filter(({ version_added }) => version_added === version).map(describe);
        const entry = {
          release_date: date,
          changes: Object.fromEntries(changes),
          ...(own.length > 0 && { modules: own }),
        };
        return [version, entry];
      }),
    ),
  };
  return `# Made by npm run build from CHANGELOG.md.\n---\n${stringify(page, { lineWidth: 118, schema: 'yaml-1.1' })}`;
}

function readRelease(part: string): Release {
  const [heading = '', ...lines] = part.split('\n');
  const [, version, date] = /^(\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)$/.exec(heading) ?? [];
  if (version === undefined || date === undefined) {
    throw new Error(
      `CHANGELOG.md: "## ${heading}" has to be a version and its date, such as "## 1.3.0 (2026-11-24)"`,
    );
  }
  const changes = new Map<string, string[]>();
  let section = SECTIONS.Added ?? MAJOR;
  for (const block of lines.join('\n').split(/\n(?=- )|\n\n/)) {
    const text = block.trim().replaceAll(/\s*\n\s*/g, ' ');
    if (text.startsWith('- ')) {
      const kind = text.startsWith('- **') ? MAJOR : section;
      changes.set(kind, [...(changes.get(kind) ?? []), toReStructuredText(text.slice('- '.length))]);
    } else if (text !== '') {
      section = sectionOf(text);
    }
  }
  return { version, date, changes };
}

function sectionOf(heading: string): string {
  const section = SECTIONS[heading.replace(/:$/, '')];
  if (section === undefined) {
    throw new Error(
      `CHANGELOG.md: "${heading}" has to be one of ${Object.keys(SECTIONS).join(', ')}, with a colon`,
    );
  }
  return section;
}

/** Code has two backticks there, and cannot stand within bold type. */
function toReStructuredText(markdown: string): string {
  return markdown.replaceAll('**', '').replaceAll('`', '``');
}

function describe({ name, short_description }: NewModule) {
  return { name, description: short_description, namespace: '' };
}
