/** What a handler returned, as bytes and headers. */
import { Readable } from 'node:stream';
import { linkHeader } from '@fanfare/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answer } from '../route.ts';
import type { Entry } from './entry.ts';
import { publicUrlOf } from './shell-request.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Nothing to say is `{}`: a common client fails on an empty body. */
export function sendResult(
  entry: Entry,
  request: FastifyRequest,
  reply: FastifyReply,
  result: unknown,
  origin: string,
): FastifyReply {
  if (!(result instanceof Answer)) {
    return sendJson(reply, result);
  }
  reply.status(result.status);
  if (result.failure !== null) request.failure = result.failure;
  if (result.paged !== null) {
    const link = linkHeader(publicUrlOf(origin, request.raw.url ?? '/'), result.paged, result.previous);
    if (link !== undefined) reply.header('link', link);
  }
  reply.headers(result.headers);
  const { body } = result;
  if (isRaw(body)) {
    if (!reply.hasHeader('content-type'))
      reply.type(entry.route.kind === 'api' ? JSON_TYPE : 'text/html; charset=utf-8');
    return reply.send(body instanceof Uint8Array && !Buffer.isBuffer(body) ? Buffer.from(body) : body);
  }
  return sendJson(reply, body);
}

/** Texts, bytes and streams of an Answer are sent as they are; JSON that is already a text too. */
function isRaw(body: unknown): body is string | Uint8Array | Readable {
  return typeof body === 'string' || body instanceof Uint8Array || body instanceof Readable;
}

export function sendJson(reply: FastifyReply, value: unknown): FastifyReply {
  reply.header('content-type', JSON_TYPE);
  // Not the schema's serialiser: with unions it validates each branch on every request, and a
  // presenter makes exactly what the schema says anyway.
  return reply.send(value === undefined ? '{}' : JSON.stringify(value));
}
