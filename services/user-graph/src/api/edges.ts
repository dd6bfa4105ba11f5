/** Follow, block and mute, and their opposites: POST /api/v1/accounts/:id/… */

import { Relationship } from '@fanfare/contracts/entities';
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import type { Unit } from '@fanfare/sql';
import type { TObject } from 'typebox';
import { Type } from 'typebox';
import { block, mute, unblock, unmute } from '../flows/block.ts';
import { answerRequest, follow, unfollow } from '../flows/follow.ts';
import type { UserGraphNeeds } from '../needs.ts';
import { targetAccount } from '../store/edges.ts';
import { AccountParams, accountIdOf } from './account-id.ts';
import { relationshipOf } from './relationships.ts';

type Change = (
  unit: Unit<CoreTables>,
  me: number,
  other: number,
  body: Record<string, unknown>,
) => Promise<void>;

const FollowBody = Type.Object({
  reblogs: Type.Optional(Type.Boolean()),
  notify: Type.Optional(Type.Boolean()),
  languages: Type.Optional(Type.Array(Type.String())),
});
const MuteBody = Type.Object({
  notifications: Type.Optional(Type.Boolean()),
  duration: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000_000 })),
});

export function edgeRoutes(needs: UserGraphNeeds): Route[] {
  /** A change between the viewer and the account of the path; answers what stands between them after it. */
  function change(
    path: string,
    summary: string,
    scopes: string[],
    body: TObject | undefined,
    apply: Change,
  ): Route {
    return route({
      method: 'POST',
      path,
      summary,
      auth: 'user',
      scopes,
      params: AccountParams,
      body: body ?? Type.Object({}),
      answers: { 200: Relationship },
      async handle({ params, viewer, body: given }) {
        const other = accountIdOf(params.id);
        const options: Record<string, unknown> = { ...given };
        await needs.db.unit(async (unit) => {
          await targetAccount(unit, other);
          await apply(unit, viewer.accountId, other, options);
        });
        return relationshipOf(needs, viewer.accountId, other);
      },
    });
  }

  const account = '/api/v1/accounts/:id';
  const requests = '/api/v1/follow_requests/:id';
  return [
    change(
      `${account}/follow`,
      'Follow, or change the options of a follow',
      ['write:follows'],
      FollowBody,
      (unit, me, other, body) => follow(unit, me, other, body),
    ),
    change(`${account}/unfollow`, 'Unfollow, or withdraw a request', ['write:follows'], undefined, unfollow),
    change(
      `${account}/remove_from_followers`,
      'Make the account unfollow the viewer',
      ['write:follows'],
      undefined,
      (unit, me, other) => unfollow(unit, other, me),
    ),
    change(`${account}/block`, 'Block', ['write:blocks'], undefined, block),
    change(`${account}/unblock`, 'Unblock', ['write:blocks'], undefined, unblock),
    change(
      `${account}/mute`,
      'Mute, for a time or until unmuted',
      ['write:mutes'],
      MuteBody,
      (unit, me, other, body) =>
        mute(unit, me, other, {
          notifications: body.notifications !== false,
          duration: Number(body.duration ?? 0),
        }),
    ),
    change(`${account}/unmute`, 'Unmute', ['write:mutes'], undefined, unmute),
    change(
      `${requests}/authorize`,
      'Accept a follow request',
      ['write:follows'],
      undefined,
      (unit, me, other) => answerRequest(unit, me, other, true),
    ),
    change(`${requests}/reject`, 'Refuse a follow request', ['write:follows'], undefined, (unit, me, other) =>
      answerRequest(unit, me, other, false),
    ),
  ];
}
