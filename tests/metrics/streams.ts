import { once } from 'node:events';
import { it } from 'node:test';
import { resumingSocket } from '../support/socket.ts';
import { lookUntil, moves } from './look.ts';
import type { World } from './world.ts';

export function streamTests(world: () => World): void {
  it('open streams, frames, and the way of a post to a socket', async () => {
    const { network, alice, bob, post } = world();
    const socket = resumingSocket(network.url, alice.token);
    await socket.connect();
    const open = (count: number) =>
      lookUntil(
        network,
        ({ value }) => value('fanfare_stream_sockets', { transport: 'websocket' }) === count,
      );
    await open(1);
    // What was posted before may come still; a stream is in order, so this one is the last of it.
    await socket.sees([await post(bob, 'the first to be heard')]);
    await moves(
      network,
      [
        ['fanfare_stream_frames_total', { event: 'update' }],
        ['fanfare_delivery_seconds_count', { to: 'socket', origin: 'posted' }],
        ['fanfare_stream_sockets', { transport: 'sse' }, 0],
      ],
      async () => socket.sees([await post(bob, 'seen live')]),
    );
    socket.close();
    await open(0);
    const missed = await post(bob, 'missed');
    await moves(network, [['fanfare_stream_resumes_total', { result: 'resumed' }]], async () => {
      await socket.connect();
      await socket.sees([missed]);
      await lookUntil(
        network,
        ({ value }) => value('fanfare_stream_resumes_total', { result: 'resumed' }) > 0,
      );
    });
    socket.close();
    await open(0);
  });

  it('who is cut off', async () => {
    const { network } = world();
    const { token } = await network.person('carol');
    const url = network.url.replace('http', 'ws');
    const socket = new WebSocket(`${url}/api/v1/streaming?stream=user`, [token]);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await moves(network, [['fanfare_stream_cut_total', { reason: 'revoked' }]], async () => {
      // Ends every token of hers.
      await network.contracts.auth.setPassword({ username: 'carol', password: 'another one' });
      await closed;
    });
  });

  it('notifications by type', async () => {
    const { network, alice, bob, post } = world();
    const id = await post(bob, 'to be liked');
    await moves(
      network,
      [
        ['fanfare_notifications_total', { type: 'favourite' }],
        ['fanfare_notifications_total', { type: 'mention' }],
      ],
      async () => {
        await alice.api('POST', `/api/v1/statuses/${id}/favourite`);
        await post(alice, '@bob hello');
        await network.settle();
      },
    );
  });
}
