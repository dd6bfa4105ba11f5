/** GET /api/v1/accounts/relationships, and the answer of every change of one. */
import { Relationship } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { parseId } from '@fanfare/kernel';
import { Type } from 'typebox';
import { presentRelationship } from '../domain/present-relationship.ts';
import type { UserGraphNeeds } from '../needs.ts';
import { edgesBetween, knownAccounts } from '../store/relationships.ts';

const MOST = 200;

export async function relationshipsOf(
  needs: UserGraphNeeds,
  me: number,
  others: readonly number[],
): Promise<Relationship[]> {
  const edges = await edgesBetween(needs.db.read, me, others);
  return others.map((other) => presentRelationship(me, other, edges, needs.clock.now()));
}

export async function relationshipOf(
  needs: UserGraphNeeds,
  me: number,
  other: number,
): Promise<Relationship> {
  const edges = await edgesBetween(needs.db.read, me, [other]);
  return presentRelationship(me, other, edges, needs.clock.now());
}

export function relationshipRoutes(needs: UserGraphNeeds): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/accounts/relationships',
      summary: 'What stands between the viewer and some accounts',
      auth: 'user',
      scopes: ['read:follows'],
      query: Type.Object({
        id: Type.Optional(Type.Array(Type.String())),
        with_suspended: Type.Optional(Type.Boolean()),
      }),
      answers: { 200: Type.Array(Relationship) },
      async handle({ query, viewer }) {
        const asked = (query.id ?? []).flatMap((text) => parseId(text) ?? []).slice(0, MOST);
        const known = await knownAccounts(needs.db.read, asked, query.with_suspended ?? false);
        return relationshipsOf(needs, viewer.accountId, known);
      },
    }),
  ];
}
