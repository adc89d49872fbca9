// Releases a version: `npm run release -- 1.3.0`. Runs all checks, sets the version of the package and the collection, gives the
// Unreleased part of the changelog this version and the date, commits, tags, and makes the files to publish. Pushing is left
// to whoever releases.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const CHANGELOG = 'CHANGELOG.md';
const UNRELEASED = '## Unreleased\n';

const [version = ''] = process.argv.slice(2);
const { version: current } = JSON.parse(readFileSync('package.json', 'utf8'));
const changelog = readFileSync(CHANGELOG, 'utf8');
const [, rest = ''] = changelog.split(UNRELEASED);
const changes = rest.split('\n## ')[0].trim();

refuse(
  !/^\d+\.\d+\.\d+$/.test(version),
  `give the version to release, such as ${next(current)}, not '${version}'`,
);
refuse(compare(version, current) <= 0, `${version} does not come after ${current}`);
refuse(changes === '', `${CHANGELOG} has nothing under "${UNRELEASED.trim()}": say what changes for users`);
refuse(git('status', '--porcelain') !== '', 'the tree has changes that are not committed');
refuse(git('tag', '--list', `v${version}`) !== '', `the tag v${version} is there already`);

run('npm', 'test');
const date = new Date().toISOString().slice(0, 10);
writeFileSync(CHANGELOG, changelog.replace(UNRELEASED, `${UNRELEASED}\n## ${version} (${date})\n`));
run('npm', 'version', version, '--no-git-tag-version');
// What tells the version, or of the changelog.
run('npm', 'run', 'build');
run('git', 'commit', '--all', '--quiet', '--message', `Release ${version}`);
run('git', 'tag', '--annotate', `v${version}`, '--message', `${version}\n\n${changes}`);
run('npm', 'run', 'collection');
console.log(
  `==> ${version} is committed and tagged; publish it with: git push --follow-tags, and the files in dist/ with it`,
);

function refuse(isWrong, reason) {
  if (isWrong) {
    console.error(`release: ${reason}`);
    process.exit(1);
  }
}

function next(text) {
  const [major, minor] = text.split('.').map(Number);
  return `${major}.${minor + 1}.0`;
}

function compare(one, other) {
  const [left, right] = [one, other].map((text) => text.split('.').map(Number));
  const index = left.findIndex((part, position) => part !== right[position]);
  return index === -1 ? 0 : left[index] - right[index];
}

function git(...args) {
  return execFileSync('git', args, { encoding: 'utf8' }).trim();
}

function run(command, ...args) {
  execFileSync(command, args, { stdio: 'inherit' });
}
