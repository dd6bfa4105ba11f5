/** Multipart bodies: fields as in a form, files into memory within the route's body limit. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { AppError } from '@fanfare/kernel';
import type { UploadedFile } from '../route.ts';
import { parseBrackets } from './brackets.ts';

export interface MultipartBody {
  fields: Record<string, unknown>;
  files: Record<string, UploadedFile>;
}

const MAX_FILES = 16;
const MAX_FIELDS = 1000;

/** @throws AppError `bad_request` (cannot be read), `too_large` */
export async function readMultipart(
  stream: Readable,
  headers: IncomingHttpHeaders,
  limit: number,
): Promise<MultipartBody> {
  const type = headers['content-type'] ?? '';
  if (Number(headers['content-length'] ?? 0) > limit) throw new AppError('too_large');
  const { Busboy } = await import('@fastify/busboy');
  return new Promise((resolve, reject) => {
    const pairs: [string, string][] = [];
    const files: Record<string, UploadedFile> = {};
    let size = 0;
    const unreadable = (cause: unknown) =>
      fail(new AppError('bad_request', { text: 'The multipart body could not be read', cause }));
    const parser = (() => {
      try {
        return new Busboy({
          headers: { ...headers, 'content-type': type },
          limits: {
            files: MAX_FILES,
            fields: MAX_FIELDS,
            fieldSize: limit,
            fileSize: limit,
            headerPairs: 100,
          },
          // A picture without a file name is a file all the same.
          isPartAFile: (_name, contentType, filename) =>
            filename !== undefined ||
            /^(application\/octet-stream|image\/|video\/|audio\/)/i.test(contentType ?? ''),
        });
      } catch (cause) {
        unreadable(cause);
        return null;
      }
    })();
    if (parser === null) return;

    function fail(error: Error): void {
      reject(error);
      // What still comes is read and thrown away, so that the client gets the answer.
      if (parser) stream.unpipe(parser);
      stream.off('data', count);
      stream.resume();
    }
    function count(chunk: Buffer): void {
      size += chunk.length;
      if (size > limit) fail(new AppError('too_large'));
    }

    parser.on('field', (name, value) => void pairs.push([name, value]));
    parser.on('file', (name, file, filename) => {
      const chunks: Buffer[] = [];
      file.on('data', (chunk: Buffer) => void chunks.push(chunk));
      file.on('error', unreadable);
      file.on('end', () => {
        if (name !== '__proto__') files[name] = { filename: filename ?? '', bytes: Buffer.concat(chunks) };
      });
    });
    parser.on('error', unreadable);
    parser.on('finish', () => {
      try {
        resolve({ fields: parseBrackets(pairs), files });
      } catch (error) {
        reject(error);
      }
    });
    stream.on('data', count);
    stream.on('error', unreadable);
    stream.on('aborted', () => unreadable(new Error('The client went away')));
    stream.pipe(parser);
  });
}
