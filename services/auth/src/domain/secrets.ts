/**
 * Secrets are opaque: 256 random bits as base64url without `=`, so that they may stand in a URL, a cookie and a
 * WebSocket subprotocol. Only their SHA-256 is stored.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** 128 random bits: unguessable enough for a name, too short for a secret. */
export function newName(): string {
  return randomBytes(16).toString('base64url');
}

/** SHA-256 in hex. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares in a time that says nothing about where they differ. */
export function sameText(one: string, other: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(one).digest(),
    createHash('sha256').update(other).digest(),
  );
}

/** A secret that only follows from both: knowing the stored key alone, or the token alone, is not enough. */
export function derivedSecret(key: string, purpose: string, from: string): string {
  return createHmac('sha256', key).update(`${purpose}:${from}`).digest('base64url');
}

/** PKCE with S256 (RFC 7636): does the verifier belong to the challenge? */
export function provesChallenge(verifier: string, challenge: string): boolean {
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  return sameText(createHash('sha256').update(verifier).digest('base64url'), challenge);
}

/** What a challenge looks like: 32 bytes as base64url. */
export function isChallenge(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}
