/** How a request ended: with its answer, or because its client had left. */
import type { FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** performance.now() of its begin. */
    begun: number;
  }
}

export interface Outcome {
  status: number;
  /** The client did not wait for the whole answer. */
  left: boolean;
  /** ms */
  took: number;
}

/** As NGINX has it: nobody was there any more to be answered. */
const CLIENT_LEFT = 499;
/** Nobody was answered who had waited for so long that we failed them. A gateway that gives up tells its client the same. */
export const GIVEN_UP = 504;
/** In ms. Sooner than the gateway gives up: people do too. */
const PATIENCE = 10_000;

export function outcomeOf({ raw: asked, begun, failure }: FastifyRequest, reply: FastifyReply): Outcome {
  const { raw, statusCode: status } = reply;
  const took = performance.now() - begun;
  // That its client ends it is how an event stream ends.
  if (raw.writableFinished || isEndless(reply)) return { status, left: false, took };
  // What broke off here did not break off because somebody left.
  if (raw.headersSent) return { status, left: failure === null, took };
  // Who was still sending was not waiting for us.
  return { status: asked.complete && took >= PATIENCE ? GIVEN_UP : CLIENT_LEFT, left: true, took };
}

/** An event stream, which has no end of its own. */
export function isEndless(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type')).startsWith('text/event-stream');
}
