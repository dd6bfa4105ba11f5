/** Posts as load: each author in turn, each with an own text. */
import type { World } from '../world.ts';
import { textOf } from '../world.ts';
import type { Call } from './load-job.ts';

/** For every connection its calls; connections share the authors out among them. */
export function postCalls(world: World, connections: number, texts = 8): Call[][] {
  return Array.from({ length: connections }, (_, connection) =>
    Array.from({ length: texts }, (_one, index): Call => {
      const person = world.people[(connection + index * connections) % world.people.length];
      return {
        method: 'POST',
        path: '/api/v1/statuses',
        token: person?.token ?? '',
        body: { status: textOf(connection * texts + index) },
      };
    }),
  );
}
