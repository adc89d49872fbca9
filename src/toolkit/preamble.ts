/** The oldest Node.js that modules run on. */
const OLDEST_NODE = 20;

/** Where a module runs, as the message says it where Node.js is missing. */
export type Place = 'the controller' | 'the host';

/** What a user's NODE_OPTIONS have to leave possible: to start, to read the module, and more memory than Node.js itself takes. */
const TRIAL =
  'require("fs").readFileSync(process.argv[1]); if (require("v8").getHeapStatistics().heap_size_limit < 6e7) process.exit(1)';

/**
 * Returns the lines before the code. The first starts a shell; to it the second is a command that hands over to the node on the
 * PATH, while to JavaScript it is a string and a comment. Ansible hands arguments over as JSON to what says WANT_JSON. Only
 * where NODE_OPTIONS are set, which may end Node.js before it comes to the code, they are tried first.
 *
 * Not `#!/usr/bin/env node`: from ansible-core 2.17.1 on, Ansible quotes the whole line and looks for a program of that name.
 */
export function preamble(name: string, runsOn: Place): string {
  const needs = `${name} needs Node.js ${OLDEST_NODE} or newer on ${runsOn}`;
  const missing = JSON.stringify({ failed: true, msg: `${needs}, and there is no node on the PATH` });
  const unusable = JSON.stringify({
    failed: true,
    msg: `${name}: Node.js does not run with the NODE_OPTIONS in the environment: correct them, or empty them for this task`,
  });
  return `#!/bin/sh
':' //; command -v node >/dev/null 2>&1 || { printf '%s\\n' '${missing}'; exit 1; }; [ -z "\${NODE_OPTIONS:-}" ] || node -e '${TRIAL}' "$0" >/dev/null 2>&1 || { printf '%s\\n' '${unusable}'; exit 1; }; exec node "$0" "$@"
// WANT_JSON
var major = parseInt(process.versions.node, 10);
if (major < ${OLDEST_NODE}) {
  console.log(JSON.stringify({ failed: true, msg: '${needs}, and the node on the PATH is ' + process.version }));
  process.exit(1);
}
`;
}
