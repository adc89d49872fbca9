// Installs what is missing, so that `npm start` and `npm test` work on a machine with only Node.js and npm.
// Arguments: the Debian packages that are needed. Plain JavaScript, since nothing is installed yet when it runs.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The command that shows that a package is there, however it was installed. */
const COMMANDS = { 'ansible-core': 'ansible-playbook', 'ansible-lint': 'ansible-lint', chromium: 'chromium' };

/** Unpacked beside the system: Debian's package of it depends on `ansible`, 250 MB of collections that nobody needs here. */
const UNPACKED = {
  'ansible-runner': ['ansible-runner', 'daemon', 'lockfile', 'pexpect', 'ptyprocess', 'six'],
};
const CACHE = resolve('node_modules/.cache/debian');

const wanted = process.argv.slice(2);
installNodePackages();
installDebianPackages(wanted.filter((name) => name in COMMANDS && !runs(COMMANDS[name], '--version')));
for (const name of wanted.filter((name) => name in UNPACKED && !existsSync(join(CACHE, name)))) {
  unpackDebianPackages(name);
}

function installNodePackages() {
  const wanted = lockedVersions('package-lock.json');
  const installed = lockedVersions('node_modules/.package-lock.json');
  const missing = Object.keys(wanted).some(
    (path) => !wanted[path].optional && wanted[path].version !== installed[path]?.version,
  );
  if (!missing) {
    return;
  }
  say('Installing the npm packages');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { stdio: 'inherit' });
}

/** The packages that a lock file names, by their path; none where there is no such file. */
function lockedVersions(path) {
  if (!existsSync(path)) {
    return {};
  }
  const { '': _project, ...packages } = JSON.parse(readFileSync(path, 'utf8')).packages;
  return packages;
}

function installDebianPackages(names) {
  if (names.length === 0) {
    return;
  }
  const apt = aptGet();
  if (apt === undefined) {
    say(
      `Please install ${names.join(' and ')} (pipx install ${names.join(' ')}, or your system's packages) and run this again.`,
    );
    process.exit(1);
  }
  say(`Installing ${names.join(' and ')} with apt-get`);
  run(...apt, 'update', '-qq');
  run(...apt, 'install', '-y', '-qq', '--no-install-recommends', ...names);
}

/** Returns the command that installs packages; nothing where there is none, or nobody may use it. */
function aptGet() {
  const become = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  const mayInstall = runs('apt-get', '--version') && (become.length === 0 || runs(...become, 'true'));
  return mayInstall ? [...become, 'apt-get'] : undefined;
}

/** Unpacks a program and the Python packages that it needs into a folder of its own; where that cannot be, it is missing. */
function unpackDebianPackages(name) {
  const apt = aptGet();
  if (apt === undefined) {
    return;
  }
  say(`Unpacking ${name}`);
  run(...apt, 'update', '-qq');
  const archives = join(CACHE, 'archives');
  mkdirSync(archives, { recursive: true });
  const packages = UNPACKED[name].map((part) => `python3-${part}`);
  // As root: the user whom apt-get would take for it may not write here.
  const download = ['download', '-qq', '-o', 'APT::Sandbox::User=root', ...packages];
  execFileSync('apt-get', download, { cwd: archives, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const file of readdirSync(archives)) {
    run('dpkg-deb', '--extract', join(archives, file), join(CACHE, name));
  }
}

function run(command, ...args) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
}

function runs(command, ...args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function say(text) {
  console.log(`==> ${text}`);
}
