/** One WebSocket: its handshake, and what its client says. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { UpgradeRoute } from '@fanfare/http';
import { coversAny } from '@fanfare/http';
import type { Log } from '@fanfare/kernel';
import { AppError, isAppError } from '@fanfare/kernel';
import type { RawData, WebSocket, WebSocketServer } from 'ws';
import { MAX_SUBSCRIPTIONS } from '../config.ts';
import { channelOf, scopesOf } from '../domain/channel.ts';
import { positionOf } from '../domain/frame.ts';
import type { Authorize } from './authorize.ts';
import { refuseUpgrade } from './authorize.ts';
import type { StreamNode } from './node.ts';
import type { Session } from './session.ts';
import { newSession } from './session.ts';
import { socketOutlet } from './socket-outlet.ts';

/** Bytes of one message of a client. */
const MAX_MESSAGE = 16 * 1024;

export function socketRoute(node: StreamNode, authorize: Authorize, log: Log): UpgradeRoute {
  let server: Promise<WebSocketServer> | null = null;

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const who = await authorize(request);
    server ??= socketServer();
    (await server).handleUpgrade(request, socket, head, (webSocket) => {
      const session = newSession({ ...who, outlet: socketOutlet(webSocket) });
      webSocket.on('error', (err) => log.debug({ err }, 'A WebSocket failed'));
      if (!node.open(session)) {
        webSocket.close(1013, 'Too many connections');
        return;
      }
      webSocket.on('close', () => node.leave(session));
      serve(node, session, webSocket, new URL(request.url ?? '/', 'http://localhost').searchParams);
    });
  }

  return {
    path: '/api/v1/streaming',
    handle(request, socket, head) {
      // Until the handshake is done nobody else listens, and an unheard error would end the process.
      const onError = (err: Error) => log.debug({ err }, 'A connection failed before its handshake');
      socket.on('error', onError);
      upgrade(request, socket, head).catch((error: unknown) => {
        if (!isAppError(error)) log.error({ err: error }, 'A WebSocket could not be opened');
        refuseUpgrade(socket, error);
      });
    },
    close: () => node.closeAll('restart'),
  };
}

async function socketServer(): Promise<WebSocketServer> {
  const { WebSocketServer: Server } = await import('ws');
  return new Server({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE,
    perMessageDeflate: false,
    // Browsers drop the connection unless the token that came as a protocol comes back.
    handleProtocols: (protocols) => protocols.values().next().value ?? false,
  });
}

interface Message {
  type?: unknown;
  stream?: unknown;
  tag?: unknown;
  last_event_id?: unknown;
}

function serve(node: StreamNode, session: Session, socket: WebSocket, query: URLSearchParams): void {
  socket.on('message', (data, isBinary) => {
    const message = isBinary ? null : parse(data);
    if (message === null) session.outlet.refuse('The message is not a JSON object', 400);
    else obey(node, session, message);
  });
  if (query.has('stream')) obey(node, session, { type: 'subscribe', ...Object.fromEntries(query) });
}

function obey(node: StreamNode, session: Session, message: Message): void {
  try {
    if (message.type === 'subscribe') subscribe(node, session, message);
    else if (message.type === 'unsubscribe') unsubscribe(node, session, message);
    else throw new AppError('bad_request', { text: 'Unknown message type' });
  } catch (error) {
    if (!isAppError(error)) throw error;
    session.outlet.refuse(error.message, error.status);
  }
}

function subscribe(node: StreamNode, session: Session, message: Message): void {
  const wanted = channel(message);
  if (!coversAny(session.scopes, scopesOf(wanted))) throw new AppError('scope_missing');
  if (session.subscriptions.size >= MAX_SUBSCRIPTIONS) {
    throw new AppError('bad_request', { text: 'Too many subscriptions' });
  }
  node.subscribe(session, wanted, positionOf(message.last_event_id));
}

/**
 * A stream that there is not was never heard: nothing to say. An error would reach the client's other streams, which
 * share the socket; a common library ends a refused subscription so.
 */
function unsubscribe(node: StreamNode, session: Session, { stream, tag }: Message): void {
  const found = channelOf(stream, tag);
  if (!('error' in found)) node.unsubscribe(session, found);
}

/** @throws bad_request */
function channel(message: Message) {
  const found = channelOf(message.stream, message.tag);
  if ('error' in found) throw new AppError('bad_request', { text: found.error });
  return found;
}

function parse(data: RawData): Message | null {
  try {
    const value: unknown = JSON.parse(String(data));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
