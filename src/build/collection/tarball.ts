import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { create, extract } from 'tar';
import { makeFolder } from '../../make-folder.ts';

const MANIFEST = 'MANIFEST.json';
const FILES = 'FILES.json';

/** Of all files, and none that a program would find implausible. */
const TIME = new Date('2000-01-01T00:00:00Z');

/**
 * Packs the collection as `ansible-galaxy collection build` does it, and then once more, so that the same files make the same bytes
 * everywhere: Ansible writes the times of the files, in the order in which the disk lists them.
 * @param root the project, a git repository: what git does not know is not packed
 * @param folder for the tarball, whose path is returned
 * @param build runs ansible-galaxy, with these arguments
 */
export async function packCollection(
  root: string,
  folder: string,
  build: (...args: readonly string[]) => unknown = (...args) => run(root, 'ansible-galaxy', ...args),
): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'statuscake-collection-'));
  try {
    const source = join(work, 'source');
    await copyKnownFiles(root, source);
    const built = join(work, 'built');
    await build('collection', 'build', source, '--output-path', built);
    const [name = ''] = await readdir(built);
    const content = join(work, 'content');
    makeFolder(content);
    await extract({ file: join(built, name), cwd: content });
    const sorted = await sortFiles(content);
    makeFolder(folder);
    const file = join(folder, name);
    await create(
      // A portable head of the gzip file does not tell which system has made it.
      {
        file,
        cwd: content,
        gzip: { level: 9, portable: true },
        portable: true,
        mtime: TIME,
        noDirRecurse: true,
      },
      [MANIFEST, FILES, ...sorted],
    );
    return file;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * Links become what they lead to, which makes `library/` superfluous: of modules that are links, `ansible-doc --list` tells nothing,
 * and so a server that shows the documentation of collections has none.
 */
async function copyKnownFiles(root: string, folder: string): Promise<void> {
  const listed = run(root, 'git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard');
  const paths = listed.split('\0').filter((path) => path !== '' && !path.startsWith('library/'));
  for (const path of paths) {
    makeFolder(dirname(join(folder, path)));
    await cp(join(root, path), join(folder, path), { dereference: true });
  }
}

/** Sorts the list of files that the collection has of itself, and returns their names. */
async function sortFiles(content: string): Promise<string[]> {
  const read = async (name: string) => JSON.parse(await readFile(join(content, name), 'utf8'));
  const list: { files: { name: string }[] } = await read(FILES);
  list.files.sort((one, other) => (one.name < other.name ? -1 : 1));
  const text = toText(list);
  const manifest = await read(MANIFEST);
  manifest.file_manifest_file.chksum_sha256 = createHash('sha256').update(text).digest('hex');
  await writeFile(join(content, FILES), text);
  await writeFile(join(content, MANIFEST), toText(manifest));
  return list.files.map(({ name }) => name).filter((name) => name !== '.');
}

/** JSON as Ansible writes it. */
function toText(value: unknown): string {
  return JSON.stringify(value, null, 1);
}

function run(folder: string, program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });
}
