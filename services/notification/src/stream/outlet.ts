/** Where one connection's frames go: a WebSocket or an SSE answer. */
import type { Frame } from '../domain/frame.ts';

/** restart: the server goes. revoked: the token or the account is no longer good. slow: it does not read. */
export type CloseReason = 'restart' | 'revoked' | 'slow';

export interface Outlet {
  readonly kind: 'socket' | 'sse';
  send(frame: Frame): void;
  /** Tells the client that what it asked for is not to be had. */
  refuse(error: string, status: number): void;
  /** Shows that the connection lives, and finds out whether the other side does. */
  beat(): void;
  /** Bytes that the network has not yet taken. */
  waiting(): number;
  /** Resolves once little waits, or the connection has closed. */
  drained(): Promise<void>;
  close(reason: CloseReason): void;
}
