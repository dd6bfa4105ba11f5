import type { FastifyInstance } from 'fastify';
import { readMultipart } from '../body/multipart.ts';
import type { RawBody } from '../body/parse.ts';
import { parseBody } from '../body/parse.ts';

/** Replaces the framework's parsers: what a body is, is decided in one place for all types. */
export function addBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'multipart/form-data',
    async (request: Parameters<typeof limitOf>[0], payload: NodeJS.ReadableStream) => {
      const { fields, files } = await readMultipart(
        payload as import('node:stream').Readable,
        request.headers,
        limitOf(request),
      );
      return { value: fields, source: 'form', files } satisfies RawBody;
    },
  );
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, bytes, done) => {
    try {
      done(null, parseBody(bytes as Buffer, request.headers['content-type']));
    } catch (error) {
      done(error as Error);
    }
  });
}

function limitOf(request: import('fastify').FastifyRequest): number {
  return request.routeOptions.bodyLimit;
}
