/**
 * Addresses of unpublished pictures: DESIGN §7 "media of unpublished posts". The address is the key: a token with
 * 128 random bits, sealed by this server, that works for minutes and is made anew in every answer. It names the
 * upload, not its blob; whether the upload still is unpublished is asked when it is served.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const RANDOM = 16;
/** Expiry, media id, which of the two pictures. */
const FACTS = 8 + 8 + 1;
const SEAL = 16;

export type Part = 'original' | 'preview';

export interface PendingPicture {
  mediaId: number;
  part: Part;
  /** In ms. */
  expiresAt: number;
}

export function sealPending({ mediaId, part, expiresAt }: PendingPicture, secret: Uint8Array): string {
  const body = Buffer.alloc(RANDOM + FACTS);
  randomBytes(RANDOM).copy(body);
  body.writeBigUInt64BE(BigInt(expiresAt), RANDOM);
  body.writeBigUInt64BE(BigInt(mediaId), RANDOM + 8);
  body.writeUInt8(part === 'original' ? 0 : 1, RANDOM + 16);
  return Buffer.concat([body, sealOf(body, secret)]).toString('base64url');
}

/** Null: not ours, or too old. */
export function openPending(token: string, secret: Uint8Array, now: number): PendingPicture | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== RANDOM + FACTS + SEAL) return null;
  const body = bytes.subarray(0, RANDOM + FACTS);
  if (!timingSafeEqual(bytes.subarray(RANDOM + FACTS), sealOf(body, secret))) return null;
  const expiresAt = Number(body.readBigUInt64BE(RANDOM));
  if (expiresAt <= now) return null;
  return {
    expiresAt,
    mediaId: Number(body.readBigUInt64BE(RANDOM + 8)),
    part: body.readUInt8(RANDOM + 16) === 0 ? 'original' : 'preview',
  };
}

function sealOf(body: Uint8Array, secret: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(body).digest().subarray(0, SEAL);
}
