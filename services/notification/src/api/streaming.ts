/** The streams as server-sent events. */
import type { ApiRequest, Route } from '@fanfare/http';
import { Answer, coversAny, hashToken, route, tokenOf } from '@fanfare/http';
import { AppError } from '@fanfare/kernel';
import { Type } from 'typebox';
import type { Channel } from '../domain/channel.ts';
import { channelOf, scopesOf } from '../domain/channel.ts';
import { positionOf } from '../domain/frame.ts';
import type { StreamNode } from '../stream/node.ts';
import { newSession } from '../stream/session.ts';
import { sseOutlet } from '../stream/sse-outlet.ts';

const Query = Type.Object({
  stream: Type.Optional(Type.String()),
  tag: Type.Optional(Type.String()),
  last_event_id: Type.Optional(Type.String()),
  access_token: Type.Optional(Type.String()),
});
type StreamRequest = ApiRequest<
  unknown,
  { tag?: string; last_event_id?: string; access_token?: string },
  unknown,
  'user'
>;

const either = ['read:statuses', 'read:notifications'];
const paths: Record<string, { stream: string; scopes: string[] }> = {
  user: { stream: 'user', scopes: either },
  'user/notification': { stream: 'user:notification', scopes: either },
  public: { stream: 'public', scopes: ['read:statuses'] },
  'public/local': { stream: 'public:local', scopes: ['read:statuses'] },
  hashtag: { stream: 'hashtag', scopes: ['read:statuses'] },
  'hashtag/local': { stream: 'hashtag:local', scopes: ['read:statuses'] },
};

export function streamingRoutes(node: StreamNode, alive: () => boolean): Route[] {
  const common = { method: 'GET', auth: 'user', query: Query } as const;
  return [
    ...Object.entries(paths).map(([path, { stream, scopes }]) =>
      route({
        ...common,
        path: `/api/v1/streaming/${path}`,
        summary: `The stream ${stream} as server-sent events`,
        scopes,
        handle: async (request) => listen(node, request, wanted(stream, request.query.tag)),
      }),
    ),
    route({
      ...common,
      path: '/api/v1/streaming',
      summary: 'A stream, named in the query, as server-sent events; a WebSocket upgrade is served here too',
      scopes: either,
      async handle(request) {
        const { stream, tag } = request.query;
        if (stream === undefined)
          throw new AppError('not_found', { text: 'Name a stream, or open a WebSocket' });
        return listen(node, request, wanted(stream, tag));
      },
    }),
    ...['/api/v1/streaming/:channel', '/api/v1/streaming/:channel/:part'].map((path) =>
      route({
        ...common,
        path,
        summary: 'There is no such stream',
        async handle() {
          throw new AppError('bad_request', { text: 'Unknown stream type' });
        },
      }),
    ),
    route({
      method: 'GET',
      path: '/api/v1/streaming/health',
      summary: 'OK while streams flow',
      auth: 'none',
      rate: 'none',
      async handle() {
        if (!alive())
          throw new AppError('engine_away', { text: 'No heartbeat came through the streams lately' });
        return new Answer('OK', { headers: { 'content-type': 'text/plain; charset=utf-8' } });
      },
    }),
  ];
}

/** @throws bad_request */
function wanted(stream: string, tag: string | undefined): Channel {
  const channel = channelOf(stream, tag);
  if ('error' in channel) throw new AppError('bad_request', { text: channel.error });
  return channel;
}

/** @throws scope_missing, rate_limited */
function listen(node: StreamNode, request: StreamRequest, channel: Channel): Answer {
  const { viewer, query, headers } = request;
  if (!coversAny(viewer.token.scopes, scopesOf(channel))) throw new AppError('scope_missing');
  const outlet = sseOutlet();
  const session = newSession({
    accountId: viewer.accountId,
    tokenHash: hashToken(tokenOf({ headers }) ?? query.access_token ?? ''),
    scopes: viewer.token.scopes,
    outlet,
  });
  if (!node.open(session)) {
    outlet.close('slow');
    throw new AppError('rate_limited', { text: 'Too many connections' });
  }
  outlet.body.on('close', () => node.leave(session));
  request.signal.addEventListener('abort', () => outlet.close('slow'));
  const last = positionOf(query.last_event_id) ?? positionOf(headers['last-event-id']);
  node.subscribe(session, channel, last);
  return new Answer(outlet.body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
}
