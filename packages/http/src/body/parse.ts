/** Bodies by their Content-Type. */
import { AppError } from '@fanfare/kernel';
import type { UploadedFile } from '../route.ts';
import type { Source } from '../schema/reader.ts';
import { parseUrlEncoded } from './brackets.ts';

/** A body as it came, before the route's schema reads it. */
export interface RawBody {
  value: unknown;
  source: Source;
  files: Record<string, UploadedFile>;
}

export const emptyBody: RawBody = { value: {}, source: 'json', files: {} };

/** @throws AppError `malformed_json`, `unsupported_media_type` */
export function parseBody(bytes: Buffer, contentType: string | undefined): RawBody {
  if (bytes.length === 0) return emptyBody;
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json' || type.endsWith('+json'))
    return { value: parseJson(bytes), source: 'json', files: {} };
  // Some clients send a form without saying so.
  if (type === 'application/x-www-form-urlencoded' || (type === '' && looksLikeForm(bytes))) {
    return { value: parseUrlEncoded(bytes.toString('utf8')), source: 'form', files: {} };
  }
  throw new AppError('unsupported_media_type');
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // The parser's message quotes the body, which must not reach a log.
    throw new AppError('malformed_json');
  }
}

function looksLikeForm(bytes: Buffer): boolean {
  return /^[\w.%[\]+-]+=/.test(bytes.toString('latin1', 0, 200));
}
