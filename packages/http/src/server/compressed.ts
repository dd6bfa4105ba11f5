/** Makes answers smaller on their way, where the route says that nothing in them is secret. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Answer } from '../route.ts';

/** As in Content-Encoding. */
export type Encoding = 'br' | 'gzip';

/** Bytes; below it the header costs as much as it saves. */
const LEAST = 1024;
/** Low levels: pages are made anew for each visit, and the last tenth costs ten times as much. */
const ways: Record<Encoding, (text: string) => Promise<Buffer>> = {
  br: (text) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (text) => promisify(gzip)(text, { level: 4 }),
};

/** The smallest form that is accepted; null: as it is. @param accepted the Accept-Encoding header */
export function encodingOf(accepted: string | readonly string[] | undefined): Encoding | null {
  const wanted = new Set(
    String(accepted ?? '')
      .split(',')
      .map((one) => one.split(';').map((part) => part.trim().toLowerCase()))
      .filter(([, quality]) => quality === undefined || !/^q=0(\.0*)?$/.test(quality))
      .map(([name]) => name),
  );
  return wanted.has('br') ? 'br' : wanted.has('gzip') ? 'gzip' : null;
}

/** What is no text, or small, or packed already stays as it is. @param accepted the Accept-Encoding header */
export async function compressed(
  result: unknown,
  accepted: string | readonly string[] | undefined,
): Promise<unknown> {
  if (!(result instanceof Answer) || typeof result.body !== 'string') return result;
  if (result.headers['content-encoding'] !== undefined || Buffer.byteLength(result.body) < LEAST)
    return result;
  const encoding = encodingOf(accepted);
  const { status, headers, paged, previous } = result;
  return new Answer(encoding === null ? result.body : await ways[encoding](result.body), {
    status,
    headers: {
      ...headers,
      vary: 'Accept-Encoding',
      ...(encoding === null ? {} : { 'content-encoding': encoding }),
    },
    ...(paged === null ? {} : { paged }),
    previous,
  });
}
