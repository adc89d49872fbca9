import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../integration/support/folders.ts';

/** What people read; `docs/modules` is made by the build, and read all the same. */
const FOLDERS = ['docs', 'roles', 'library', 'playbooks', 'plugins'];

async function pages(): Promise<string[]> {
  const entries = await Promise.all(
    FOLDERS.map((folder) => readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })),
  );
  const top = await readdir(ROOT, { withFileTypes: true });
  return [...top, ...entries.flat()]
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^( *)```.*?^\1```$/gms, '').replace(/`[^`\n]*`/g, 'code');
}

/** The anchors that GitHub gives to headings: https://docs.github.com/en/get-started/writing-on-github, "Section links". */
function anchorsOf(markdown: string): string[] {
  const headings = [...markdown.replace(/^```.*?^```$/gms, '').matchAll(/^#+ (.*)$/gm)];
  return headings.map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
}

async function faultOf(page: string, link: string): Promise<string[]> {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : resolve(dirname(page), path);
  if (!existsSync(target)) {
    return [`${relative(ROOT, page)}: ${link} leads nowhere`];
  }
  if (anchor === undefined || anchorsOf(await readFile(target, 'utf8')).includes(anchor)) {
    return [];
  }
  return [`${relative(ROOT, page)}: ${link} names a heading that is not there`];
}

it('every link between the documents leads somewhere', async () => {
  const faults: string[] = [];
  let links = 0;
  for (const page of await pages()) {
    const found = withoutCode(await readFile(page, 'utf8')).matchAll(/\]\(([^)\s]+)\)/g);
    for (const [, link = ''] of found) {
      if (!/^[a-z]+:/.test(link)) {
        links += 1;
        faults.push(...(await faultOf(page, link)));
      }
    }
  }
  expect(faults).toEqual([]);
  expect(links).toBeGreaterThan(50);
});
