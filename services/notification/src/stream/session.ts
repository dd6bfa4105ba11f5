/** One open connection: whose it is, what it listens to. */
import { coversAny } from '@fanfare/http';
import { MAX_WAITING } from '../config.ts';
import type { Channel } from '../domain/channel.ts';
import type { Frame } from '../domain/frame.ts';
import type { StreamEvent } from '../domain/rows.ts';
import type { CloseReason, Outlet } from './outlet.ts';

export interface Session {
  readonly accountId: number;
  readonly tokenHash: string;
  readonly scopes: readonly string[];
  readonly outlet: Outlet;
  /** By channel key. */
  readonly subscriptions: Map<string, Subscription>;
  open: boolean;
  /** Why it was cut off; null: it was not. */
  cutFor: CloseReason | null;
}

export interface Subscription {
  readonly session: Session;
  readonly channel: Channel;
  /** Rows up to this number are not, or no longer, to be sent. */
  from: number;
  ended: boolean;
}

export function newSession(of: Pick<Session, 'accountId' | 'tokenHash' | 'scopes' | 'outlet'>): Session {
  return { ...of, subscriptions: new Map(), open: true, cutFor: null };
}

/** Whether the session's token lets these events through. */
export function mayHear({ scopes }: Session, event: StreamEvent): boolean {
  switch (event) {
    case 'notification':
      return coversAny(scopes, ['read:notifications']);
    case 'update':
    case 'status.update':
    case 'delete':
      return coversAny(scopes, ['read:statuses']);
    case 'heartbeat':
    case 'resync':
      return true;
  }
}

/** Sends in order; a connection that does not read is cut. False: it is closed already. */
export function sendFrame(subscription: Subscription, frame: Omit<Frame, 'stream'>): boolean {
  const { session, channel, ended } = subscription;
  if (!session.open || ended) return false;
  session.outlet.send({ stream: channel.label, ...frame });
  if (session.outlet.waiting() > MAX_WAITING) cut(session, 'slow');
  return true;
}

/** From now on nothing more is sent. */
export function cut(session: Session, reason: CloseReason): void {
  session.open = false;
  session.cutFor ??= reason;
  session.outlet.close(reason);
}
