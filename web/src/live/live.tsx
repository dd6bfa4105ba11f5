/** What arrives over the socket, put where it belongs. Mounted once, while somebody is signed in. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { useSession } from '../api/session.ts';
import type { ListKey } from '../data/lists.ts';
import { arrive, lists } from '../data/lists.ts';
import { changePost, forgetPost, keepPost, knownPost } from '../data/posts.ts';
import { queryClient } from '../data/query-client.ts';
import type { Frame } from './frames.ts';
import type { Channel, Socket } from './socket.ts';
import { openSocket } from './socket.ts';

/** false while the connection is down: the frame of the page says so. */
export const useConnected = create(() => ({ connected: true }));

type Hear = (frame: Frame) => void;
const hearing = new Set<Hear>();
const channels = new Set<Channel>();
let socket: Socket | null = null;

/** Opens the socket with the session and closes it with it. */
export function Live() {
  const token = useSession((state) => state.signedIn?.token);
  useEffect(() => {
    if (token === undefined) return;
    const opened = openSocket(token, {
      frame(frame) {
        take(frame);
        for (const hear of hearing) hear(frame);
      },
      connected: (connected) => useConnected.setState({ connected }),
    });
    socket = opened;
    opened.subscribe({ stream: 'user' });
    for (const channel of channels) opened.subscribe(channel);
    return () => {
      socket = null;
      opened.close();
    };
  }, [token]);
  return null;
}

/** For parts that do more with frames than lists do, e.g. count notifications. */
export function useFrames(hear: Hear): void {
  useEffect(() => {
    hearing.add(hear);
    return () => void hearing.delete(hear);
  }, [hear]);
}

/** Listens to a channel while a list that shows it is on the screen; stream null: to none. */
export function useChannel(stream: string | null, tag?: string): void {
  useEffect(() => {
    if (stream === null) return;
    const channel: Channel = tag === undefined ? { stream } : { stream, tag };
    channels.add(channel);
    socket?.subscribe(channel);
    return () => {
      channels.delete(channel);
      socket?.unsubscribe(channel);
    };
  }, [stream, tag]);
}

function take(frame: Frame): void {
  switch (frame.event) {
    case 'update': {
      const key = listOf(frame.stream);
      if (key !== null) arrive(key, frame.post);
      break;
    }
    case 'status.update':
      // The frame's copy is made for all listeners: what this person did with the post stays known.
      changePost(frame.post.id, (known) => ({
        ...frame.post,
        favourited: known.favourited,
        reblogged: known.reblogged,
        bookmarked: known.bookmarked,
        muted: known.muted,
      }));
      break;
    case 'delete':
      // One's own that waited has been decided, or taken back: the author is shown which (approval/news.tsx).
      if (knownPost(frame.id)?.approval?.submissionId !== frame.id) forgetPost(frame.id);
      break;
    case 'notification':
      if (frame.notice.status) keepPost(frame.notice.status);
      break;
    case 'resync':
      void queryClient.invalidateQueries({ queryKey: ['list'] });
      break;
  }
}

function listOf(stream: string): ListKey | null {
  if (stream === 'user') return lists.home;
  if (stream === 'public' || stream === 'public:local') return lists.public;
  if (stream.startsWith('hashtag:')) return lists.tag(stream.slice('hashtag:'.length));
  return null;
}
