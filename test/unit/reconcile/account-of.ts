import type { HttpRequest, HttpResponse } from '../../../src/statuscake/http/transport.ts';
import type { Remote } from '../../../src/statuscake/resource.ts';
import { listOf, respondWith, scriptedClient } from '../statuscake/scripted-client.ts';

/**
 * A client of an account with these resources, by the paths of their lists.
 * @param instead responds to some requests with something else
 */
export function accountOf(
  rows: Record<string, readonly Remote[]>,
  instead: (request: HttpRequest) => HttpResponse | undefined = () => undefined,
) {
  return scriptedClient((request) => {
    const [path = '', query] = request.path.split('?');
    const special = instead(request);
    if (special) {
      return special;
    }
    if (query !== undefined) {
      const tag = new URLSearchParams(query).get('tags');
      const shown = (rows[path] ?? []).filter(
        ({ tags }) => tag === null || (Array.isArray(tags) && tags.includes(tag)),
      );
      return listOf(shown);
    }
    const row = Object.entries(rows)
      .flatMap(([list, own]) => own.map((each) => [`${list}/${each.id}`, each] as const))
      .find(([own]) => own === path)?.[1];
    return row ? respondWith({ data: row }) : respondWith({ message: 'none' }, 404);
  });
}

/** Responses of an API that an account may not use, and of one that finds a request wrong. */
export const FORBIDDEN = respondWith({ message: 'Your current plan has no access' }, 403);
export const INVALID = respondWith({ message: 'no' }, 400);
