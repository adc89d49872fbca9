// Installs what is missing, so that `npm start` and `npm test` work on a machine with only Node.js and npm.
// Arguments: the Debian packages that are needed. Plain JavaScript, since nothing is installed yet when it runs.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** The command that shows that a package is there, however it was installed. */
const COMMANDS = { 'ansible-core': 'ansible-playbook', 'ansible-lint': 'ansible-lint', chromium: 'chromium' };

installNodePackages();
installDebianPackages(process.argv.slice(2).filter((name) => !runs(COMMANDS[name], '--version')));

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
  const become = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  if (!runs('apt-get', '--version') || (become.length > 0 && !runs(...become, 'true'))) {
    say(
      `Please install ${names.join(' and ')} (pipx install ${names.join(' ')}, or your system's packages) and run this again.`,
    );
    process.exit(1);
  }
  say(`Installing ${names.join(' and ')} with apt-get`);
  const [command, ...first] = [...become, 'apt-get'];
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const step of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...names],
  ]) {
    execFileSync(command, [...first, ...step], { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
  }
}

function runs(command, ...args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function say(text) {
  console.log(`==> ${text}`);
}
