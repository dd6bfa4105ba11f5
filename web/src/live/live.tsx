/** The connection to the stream: open while somebody is signed in, and whether it is. What comes is put in its place by take.ts. */
import { useEffect } from 'react';
import { session, useSession } from '../api/session.ts';
import { noteTrouble, useConnection } from '../data/connection.ts';
import { fetchMe } from '../data/me.ts';
import { countedChannels } from './channels.ts';
import type { Frame } from './frames.ts';
import { openSocket } from './socket.ts';
import { missedSomething, take } from './take.ts';

/** Shorter breaks are nobody's business. */
const WHILE = 3000;
const SLEPT = 60_000;

type Hear = (frame: Frame) => void;
const hearing = new Set<Hear>();
const channels = countedChannels();

/** Opens the socket with the session and closes it with it. */
export function Live() {
  const token = useSession((state) => (state.expired ? undefined : state.signedIn?.token));
  useEffect(() => (token === undefined ? undefined : listen(token)), [token]);
  return null;
}

/** @returns how to stop */
function listen(token: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const opened = openSocket(token, {
    frame(frame) {
      take(frame);
      for (const hear of hearing) hear(frame);
    },
    connected(is) {
      clearTimeout(timer);
      if (is) useConnection.setState({ stream: true, answered: true });
      else timer = setTimeout(() => useConnection.setState({ stream: false }), WHILE);
    },
    missed: missedSomething,
    // A socket cannot say that its token is refused; a question can, and then the session has expired.
    refused: () => void fetchMe().catch(noteTrouble),
  });
  channels.connect(opened);
  opened.subscribe({ stream: 'user' });
  // A connection that died while the machine slept may look open for minutes.
  let hidden = Date.now();
  function onVisibility(): void {
    if (document.visibilityState === 'hidden') hidden = Date.now();
    else if (Date.now() - hidden > SLEPT) missedSomething();
  }
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    clearTimeout(timer);
    useConnection.setState({ stream: true });
    channels.connect(null);
    opened.close();
  };
}

/** For parts that do more with frames than lists do, e.g. count notifications. */
export function useFrames(hear: Hear): void {
  useEffect(() => {
    // Parts that share a function leave one by one: each has an entry of its own.
    const own: Hear = (frame) => hear(frame);
    hearing.add(own);
    return () => void hearing.delete(own);
  }, [hear]);
}

/** Listens to a channel while a list that shows it is on the screen; stream null: to none. */
export function useChannel(stream: string | null, tag?: string): void {
  useEffect(() => {
    if (stream === null || session.current() === null) return;
    const channel = tag === undefined ? { stream } : { stream, tag };
    channels.add(channel);
    return () => channels.remove(channel);
  }, [stream, tag]);
}
