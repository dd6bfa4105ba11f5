/** Errors as the client may see them: JSON for machines, a page for people, and never more than is safe. */
import type { ErrorCode } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorPage } from '../pages/error-page.ts';
import type { Route } from '../route.ts';
import { sendJson } from './send.ts';

/** Failures of the framework itself, by their status. */
const codeOfStatus: Record<number, ErrorCode> = {
  400: 'bad_request',
  404: 'unknown_path',
  413: 'too_large',
  415: 'unsupported_media_type',
  503: 'shutting_down',
};

export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  const code = codeOfStatus[status] ?? (status >= 400 && status < 500 ? 'bad_request' : 'internal');
  return new AppError(code, { cause: error });
}

export interface ErrorContext {
  kind: Route['kind'];
  siteName: string;
  /** Tests are told what went wrong inside. */
  tell: boolean;
}

export function sendError(
  error: AppError,
  request: FastifyRequest,
  reply: FastifyReply,
  context: ErrorContext,
): FastifyReply {
  request.failure = error;
  reply.status(error.status);
  reply.headers(error.options.headers ?? {});
  if (error.status === 401) reply.header('www-authenticate', 'Bearer realm="Fanfare", error="invalid_token"');
  if (error.status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', '5');
  const text = textOf(error, context.tell);
  if (context.kind === 'page') {
    reply.header('content-type', 'text/html; charset=utf-8');
    return reply.send(
      errorPage({ status: error.status, text, requestId: request.id, siteName: context.siteName }),
    );
  }
  return sendJson(reply, {
    error: text,
    ...(error.code === 'internal' ? { request_id: request.id } : {}),
    ...(error.options.fields === undefined ? {} : { details: error.options.fields }),
    ...error.options.extra,
  });
}

function textOf(error: AppError, tell: boolean): string {
  if (!tell || error.code !== 'internal') return error.message;
  const { cause } = error.options;
  return `${error.message}: ${error.options.detail ?? (cause instanceof Error ? cause.stack : String(cause))}`;
}
