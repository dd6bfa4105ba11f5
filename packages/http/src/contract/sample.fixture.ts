/** A small contract with everything that can happen in one. */
import type { Client } from '@fanfare/contracts';
import { command, defineContract, query } from '@fanfare/contracts';
import { AppError } from '@fanfare/kernel';
import { Type } from 'typebox';

export const sampleContract = defineContract('search', {
  names: query(
    Type.Object({ ids: Type.Array(Type.Integer()) }),
    Type.Array(Type.Union([Type.Object({ id: Type.Integer(), name: Type.String() }), Type.Null()])),
  ),
  add: command(Type.Object({ id: Type.Integer(), name: Type.Optional(Type.String()) }), Type.Object({})),
  refuse: query(Type.Object({}), Type.Object({})),
  crash: query(Type.Object({}), Type.Object({})),
  lie: query(Type.Object({}), Type.Object({ count: Type.Integer() })),
  never: query(Type.Object({}), Type.Object({})),
});

export function sampleService(): Client<typeof sampleContract> & { calls: string[] } {
  const names = new Map([[1, 'Ünï 🎉']]);
  const calls: string[] = [];
  return {
    calls,
    async names({ ids }) {
      calls.push('names');
      return ids.map((id) => {
        const name = names.get(id);
        return name === undefined ? null : { id, name };
      });
    },
    async add({ id, name }) {
      calls.push('add');
      names.set(id, name ?? 'nobody');
      return {};
    },
    async refuse() {
      throw new AppError('conflict', {
        text: 'Taken',
        fields: { name: [{ error: 'ERR_TAKEN', description: 'is taken' }] },
        extra: { state: 'x' },
      });
    },
    async crash() {
      throw new TypeError('with a secret inside');
    },
    lie: async () => JSON.parse('{"count":"three"}'),
    never: () => new Promise(() => undefined),
  };
}
