import { stringify } from 'yaml';
import { ACTION_GROUP, COLLECTION } from './name.ts';

/** The oldest ansible-core that the modules run on. */
const OLDEST_ANSIBLE = '2.14.0';

/**
 * Returns the `meta/runtime.yml` of the collection.
 * @param modules the names of all modules
 * @param otherNames those of older modules, each for the one that it leads to; as a file of its own it would have no part in the defaults of the group
 */
export function runtimePage(
  modules: readonly string[],
  otherNames: Readonly<Record<string, string>>,
): string {
  const page = {
    requires_ansible: `>=${OLDEST_ANSIBLE}`,
    action_groups: { [ACTION_GROUP]: modules },
    plugin_routing: {
      modules: Object.fromEntries(
        Object.entries(otherNames).map(([other, name]) => [other, { redirect: `${COLLECTION}.${name}` }]),
      ),
    },
  };
  return `# Made by npm run build from src/modules/index.ts.\n---\n${stringify(page)}`;
}
