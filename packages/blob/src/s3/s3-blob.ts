import { randomUUID } from 'node:crypto';
import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Log } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import { checkMediaType } from '../media-type.ts';
import type { Blob, BlobRead } from '../port.ts';
import { isBlobKey } from '../port.ts';
import type { Address } from './address.ts';
import { readAddress } from './address.ts';
import { isAbsent, isTaken, nameOf, statusOf } from './failures.ts';
import { DEADLINE, line } from './line.ts';
import { openBucket } from './opening.ts';
import { watched } from './watched.ts';

export interface S3Blob extends Blob {
  /** Ends the kept connections. */
  close(): Promise<void>;
}

/** The slowest line to the server that is waited for, in bytes a second. */
const SLOWEST = 1_000_000;
const MOST_CONNECTIONS = 500;
/** As S3 takes in one request. */
const MOST_DELETES = 1_000;

/**
 * The blob port on S3. Blobs are written with `If-None-Match: *`, so nothing is ever overwritten.
 * @param options.url MEDIA_URL, see `readAddress`
 * @throws StartError in one sentence, when the address, the bucket or the credentials are wrong
 */
export async function s3Blob({ url, log }: { url: string; log: Log }): Promise<S3Blob> {
  const address = readAddress(url);
  const client = clientOf(address);
  try {
    const { conditionalCopy } = await openBucket(client, address);
    return blobOn(client, address, conditionalCopy, log);
  } catch (error) {
    client.destroy();
    throw error;
  }
}

function clientOf({ endpoint, region, credentials, pathStyle }: Address): S3Client {
  const kept = { keepAlive: true, maxSockets: MOST_CONNECTIONS };
  return new S3Client({
    region,
    ...(endpoint === null ? {} : { endpoint }),
    ...(credentials === null ? {} : { credentials }),
    forcePathStyle: pathStyle,
    // Trying again is decided in line.ts: the SDK's way takes longer than anybody waits.
    maxAttempts: 1,
    // The signature covers the body; many servers do not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: 2_000,
      socketAcquisitionWarningTimeout: 60_000,
      httpAgent: new PlainAgent(kept),
      httpsAgent: new TlsAgent(kept),
    },
  });
}

function blobOn(client: S3Client, address: Address, conditionalCopy: boolean, log: Log): S3Blob {
  const { bucket: Bucket, prefix, shown } = address;
  const { call, ask } = line(shown, log);

  function named(key: string): { Bucket: string; Key: string } {
    if (!isBlobKey(key)) throw new TypeError(`No key of a blob: ${JSON.stringify(key.slice(0, 100))}`);
    return { Bucket, Key: prefix + key };
  }

  /** Null: no such blob. A HEAD has no body that would tell a missing bucket from a missing key. */
  async function head(key: string, abortSignal: AbortSignal) {
    try {
      return await client.send(new HeadObjectCommand(named(key)), { abortSignal });
    } catch (error) {
      if (!isAbsent(error)) throw error;
      await client.send(new HeadBucketCommand({ Bucket }), { abortSignal });
      return null;
    }
  }

  /** What was written last under a key says which call wrote it; a copy keeps the mark of its source. */
  const markOf = async (key: string, signal: AbortSignal) => (await head(key, signal))?.Metadata?.mark;

  /** @param isOurs whether a blob that is there after a lost answer is the one that we wrote */
  async function write(
    send: (signal: AbortSignal) => Promise<unknown>,
    isOurs: (signal: AbortSignal) => Promise<boolean>,
    deadline: number,
  ): Promise<void> {
    let maybeDone = false;
    await call(async (signal) => {
      try {
        await send(signal);
      } catch (error) {
        if (!isTaken(error)) {
          maybeDone ||= (statusOf(error) ?? 500) >= 500;
          throw error;
        }
        if (!maybeDone || !(await isOurs(signal))) throw new AppError('conflict', { cause: error });
      }
    }, deadline);
  }

  function put(key: string, bytes: Uint8Array, type: string): Promise<void> {
    const object = named(key);
    const mark = randomUUID();
    return write(
      (abortSignal) =>
        client.send(
          new PutObjectCommand({
            ...object,
            Body: bytes,
            ContentLength: bytes.length,
            ContentType: type,
            IfNoneMatch: '*',
            Metadata: { mark },
          }),
          { abortSignal },
        ),
      async (signal) => (await markOf(key, signal)) === mark,
      DEADLINE + (bytes.length / SLOWEST) * 1_000,
    );
  }

  function copyThere(from: string, to: string): Promise<void> {
    const target = named(to);
    const CopySource = `${Bucket}/${named(from).Key}`;
    return write(
      async (abortSignal) => {
        const command = new CopyObjectCommand({ ...target, CopySource, IfNoneMatch: '*' });
        await client.send(command, { abortSignal }).catch((error: unknown) => {
          throw isAbsent(error) ? new AppError('not_found', { cause: error }) : error;
        });
      },
      async (signal) => {
        const mark = await markOf(to, signal);
        return mark !== undefined && mark === (await markOf(from, signal));
      },
      DEADLINE,
    );
  }

  async function copyThroughUs(from: string, to: string): Promise<void> {
    named(to);
    const source = await get(from);
    if (source === null) throw new AppError('not_found');
    await put(to, await buffer(source.stream), source.type);
  }

  function known(key: string): Promise<BlobRead | null> {
    return call(async (signal) => {
      const found = await head(key, signal);
      return found && { stream: Readable.from([]), size: found.ContentLength ?? 0, type: typeOf(found) };
    });
  }

  async function get(key: string, range?: { start: number; end?: number }): Promise<BlobRead | null> {
    const { Key } = named(key);
    const start = Math.max(range?.start ?? 0, 0);
    if (range?.end !== undefined && range.end < start) return await known(key);
    const Range = range === undefined ? undefined : `bytes=${start}-${range.end ?? ''}`;
    const answer = await call(async (abortSignal) => {
      try {
        return await client.send(new GetObjectCommand({ Bucket, Key, Range }), { abortSignal });
      } catch (error) {
        if (isAbsent(error)) return null;
        if (statusOf(error) === 416) return 'beyond';
        throw error;
      }
    });
    if (answer === null) return null;
    if (answer === 'beyond') return await known(key);
    const stream = watched(answer.Body as Readable, shown);
    const size = Number(answer.ContentRange?.split('/')[1] ?? answer.ContentLength);
    if (answer.ContentRange === undefined && (start > 0 || (range?.end ?? size) < size - 1)) {
      stream.destroy();
      throw new AppError('internal', { detail: `${shown} sends the whole where a range is asked for` });
    }
    return { stream, size, type: typeOf(answer) };
  }

  async function deleteSome(keys: readonly { Key: string }[]): Promise<void> {
    await call(async (abortSignal) => {
      const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects: [...keys], Quiet: true } });
      const { Errors = [] } = await client.send(command, { abortSignal });
      const [first] = Errors.filter(({ Code }) => Code !== 'NoSuchKey');
      if (first !== undefined)
        throw new AppError('engine_away', { detail: `${shown} keeps ${first.Key}: ${first.Code}` });
    });
  }

  return {
    async put(key, bytes, { type }) {
      checkMediaType(type);
      await put(key, bytes, type);
    },
    get,
    copy: async (from, to) => (conditionalCopy ? copyThere(from, to) : copyThroughUs(from, to)),
    async delete(...keys) {
      const all = keys.map((key) => ({ Key: named(key).Key }));
      for (let at = 0; at < all.length; at += MOST_DELETES)
        await deleteSome(all.slice(at, at + MOST_DELETES));
    },
    async *list(start) {
      const folder = start.slice(0, start.lastIndexOf('/') + 1);
      if (folder !== '' && !isBlobKey(folder.slice(0, -1))) return;
      let next: string | undefined;
      do {
        const page = await call((abortSignal) =>
          client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix + start, ContinuationToken: next }), {
            abortSignal,
          }),
        );
        for (const { Key = '' } of page.Contents ?? []) {
          const key = Key.slice(prefix.length);
          if (isBlobKey(key)) yield key;
        }
        next = page.IsTruncated === true ? page.NextContinuationToken : undefined;
      } while (next !== undefined);
    },
    async health() {
      try {
        await ask((abortSignal) => client.send(new HeadBucketCommand({ Bucket }), { abortSignal }));
        return { ok: true, detail: shown };
      } catch (error) {
        const cause = error instanceof AppError ? error.options.detail : undefined;
        return { ok: false, detail: cause ?? `${shown}: ${nameOf(error)}` };
      }
    },
    async close() {
      client.destroy();
    },
  };
}

function typeOf({ ContentType }: { ContentType?: string }): string {
  return ContentType ?? 'application/octet-stream';
}
