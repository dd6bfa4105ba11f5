/** Before the first use: is it there, may we read and write, and does it keep what we rely on? */
import { setTimeout as pause } from 'node:timers/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import { CopyObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { StartError } from '@fanfare/kernel';
import type { Address } from './address.ts';
import { inWords, isTaken, nameOf, statusOf } from './failures.ts';
import { within } from './line.ts';

/** Engines may start beside us (ms). */
const STARTS_WITHIN = 20_000;
const PATIENCE = 5_000;
/** No key of a blob begins with a dot, so these are never listed. */
const PROBE = '.fanfare/probe';
const COPIED_PROBE = '.fanfare/probe-copy';

export interface Abilities {
  /** CopyObject refuses to overwrite when told so; elsewhere a copy goes through us. */
  conditionalCopy: boolean;
}

/** @throws StartError that says what to mend */
export async function openBucket(client: S3Client, address: Address): Promise<Abilities> {
  await untilAnswered(client, address);
  const { bucket: Bucket, prefix } = address;
  const put = (signal: AbortSignal) =>
    client.send(
      new PutObjectCommand({
        Bucket,
        Key: `${prefix}${PROBE}`,
        Body: Buffer.from('probe'),
        IfNoneMatch: '*',
      }),
      { abortSignal: signal },
    );
  const copy = (signal: AbortSignal) =>
    client.send(
      new CopyObjectCommand({
        Bucket,
        Key: `${prefix}${COPIED_PROBE}`,
        CopySource: `${Bucket}/${prefix}${PROBE}`,
        IfNoneMatch: '*',
      }),
      { abortSignal: signal },
    );
  if (!(await refusesTheSecond(put, address))) {
    throw new StartError(
      `The server of MEDIA_URL (${address.shown}) overwrites where it is asked not to (If-None-Match), so pictures could be lost: use one that honours conditional writes.`,
    );
  }
  return { conditionalCopy: await refusesTheSecond(copy, address, [400, 501]) };
}

/** Whether it says 412 to what is there, also from an earlier start. */
async function refusesTheSecond(
  write: (signal: AbortSignal) => Promise<unknown>,
  address: Address,
  notOffered: readonly number[] = [],
): Promise<boolean> {
  for (let attempt = 1; attempt <= 2; attempt++) {
    try {
      await within(PATIENCE, write);
    } catch (error) {
      if (isTaken(error)) return true;
      if (notOffered.includes(statusOf(error) ?? 0)) return false;
      // Two that start side by side.
      if (statusOf(error) !== 409) throw sentence(error, address);
    }
  }
  return false;
}

async function untilAnswered(client: S3Client, address: Address): Promise<void> {
  const until = performance.now() + STARTS_WITHIN;
  for (;;) {
    try {
      const list = new ListObjectsV2Command({ Bucket: address.bucket, Prefix: address.prefix, MaxKeys: 1 });
      const { MaxKeys, KeyCount, Name } = await within(PATIENCE, (signal) =>
        client.send(list, { abortSignal: signal }),
      );
      if (MaxKeys === undefined && KeyCount === undefined && Name === undefined) throw noS3(address);
      return;
    } catch (error) {
      if (!mayStillStart(error)) throw sentence(error, address);
      if (performance.now() > until) {
        throw new StartError(
          `MEDIA_URL: ${address.shown} has not answered for ${STARTS_WITHIN / 1000} s (${inWords(error)}): start the server or correct the address.`,
          { cause: error },
        );
      }
    }
    await pause(250);
  }
}

function mayStillStart(error: unknown): boolean {
  if (error instanceof StartError || statusOf(error) !== undefined) return (statusOf(error) ?? 0) >= 500;
  return [
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'TimeoutError',
  ].includes(nameOf(error));
}

function noS3(address: Address, cause?: unknown): StartError {
  return new StartError(
    `MEDIA_URL: something answers at ${address.shown}, but it does not speak S3: correct the address.`,
    { cause },
  );
}

function sentence(error: unknown, address: Address): StartError {
  if (error instanceof StartError) return error;
  const { bucket, region, shown } = address;
  const of = (text: string) => new StartError(text, { cause: error });
  const name = nameOf(error);
  if (name === 'NoSuchBucket')
    return of(`MEDIA_URL: there is no bucket "${bucket}" at ${shown}: make it, or name another.`);
  if (name === 'InvalidAccessKeyId')
    return of(`MEDIA_URL: ${shown} does not know the access key: correct the KEY in s3://KEY:SECRET@…`);
  if (name === 'SignatureDoesNotMatch')
    return of(
      `MEDIA_URL: ${shown} does not accept the secret: correct it, and percent-encode it, in s3://KEY:SECRET@…`,
    );
  if (['CredentialsProviderError', 'ExpiredToken', 'InvalidToken'].includes(name))
    return of(
      `MEDIA_URL: the SDK found no valid credentials for ${shown}: write s3://KEY:SECRET@HOST/… or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
    );
  if (
    ['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'].includes(name)
  )
    return of(`MEDIA_URL: ${shown} is not in the region "${region}" (${inWords(error)}): correct ?region=.`);
  if (statusOf(error) === 403 || statusOf(error) === 401)
    return of(
      `MEDIA_URL: ${shown} does not let this key read, write, list and delete (${name}): give it those rights or use another key.`,
    );
  if (name === 'EPROTO' || name.startsWith('ERR_SSL') || name.startsWith('ERR_TLS'))
    return of(`MEDIA_URL: ${shown} does not speak TLS (${name}): add ?tls=false, or correct the address.`);
  if (/CERT|SIGNED|ISSUER/i.test(name))
    return of(
      `MEDIA_URL: the certificate of ${shown} is not trusted (${name}): mend it, or name its authority in NODE_EXTRA_CA_CERTS.`,
    );
  if (statusOf(error) === undefined || name === 'SyntaxError' || name === 'Unknown')
    return noS3(address, error);
  return of(`MEDIA_URL: ${shown} refuses (${statusOf(error)}, ${inWords(error)}): correct the address.`);
}
