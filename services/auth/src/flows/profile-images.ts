/** Avatars and headers: identified by their bytes, cut to size, re-encoded without metadata. */
import { limits } from '@fanfare/contracts';
import { AppError } from '@fanfare/kernel';
import { newName } from '../domain/secrets.ts';
import { accountById } from '../store/accounts.ts';
import type { Auth } from './needs.ts';

const shapes = {
  avatar: { folder: 'avatars', width: 400, height: 400 },
  header: { folder: 'headers', width: 1500, height: 500 },
} as const;
export type ProfileImage = keyof typeof shapes;
/** An image that no row names after this long (ms) was left behind by a crash, not just uploaded. */
const FORGOTTEN_AFTER = 10 * 60_000;

/**
 * @returns the blob key of the new image; the account's row does not name it yet
 * @throws AppError `invalid` when it is not an image of an accepted kind, `too_large`
 */
export async function storeProfileImage(
  auth: Auth,
  account: number,
  kind: ProfileImage,
  bytes: Buffer,
): Promise<string> {
  if (bytes.length > limits.imageBytes) throw new AppError('too_large');
  const { folder, width, height } = shapes[kind];
  const webp = await reencode(bytes, width, height).catch((cause: unknown) => {
    if (cause instanceof AppError) throw cause;
    throw notAnImage(kind, cause);
  });
  if (webp === null) throw notAnImage(kind);
  // The time tells a fresh upload from a forgotten one.
  const key = `${folder}/${account}/${auth.clock.now().toString(36)}-${newName()}.webp`;
  await auth.blob.put(key, webp, { type: 'image/webp' });
  return key;
}

/** Removes what the account's row does not name any more. What cannot be removed now is found the next time. */
export async function tidyProfileImages(
  auth: Auth,
  account: number,
  kind: ProfileImage,
  replaced: string | null,
): Promise<void> {
  try {
    const now = auth.clock.now();
    const old: string[] = replaced === null ? [] : [replaced];
    const current = (await accountById(auth.db, account))?.[kind];
    for await (const key of auth.blob.list(`${shapes[kind].folder}/${account}/`)) {
      if (key !== current && now - timeOfKey(key) > FORGOTTEN_AFTER) old.push(key);
    }
    if (old.length > 0) await auth.blob.delete(...old);
  } catch (error) {
    auth.log.warn({ err: error, account_id: account }, 'Old profile images could not be removed');
  }
}

function timeOfKey(key: string): number {
  const name = key.slice(key.lastIndexOf('/') + 1);
  return Number.parseInt(name.split('-', 1)[0] ?? '', 36) || 0;
}

function notAnImage(kind: ProfileImage, cause?: unknown): AppError {
  return new AppError('invalid', {
    text: `Validation failed: ${kind} is not an image of a kind that this server accepts`,
    fields: {
      [kind]: [{ error: 'ERR_INVALID', description: 'is not an image of a kind that this server accepts' }],
    },
    cause,
  });
}

/** Null: not one of the accepted kinds. The format comes from the bytes, whatever name the file has. */
async function reencode(bytes: Buffer, width: number, height: number): Promise<Buffer | null> {
  if (!looksLikeImage(bytes)) return null;
  const { default: sharp } = await import('sharp');
  const image = sharp(bytes, { limitInputPixels: limits.imagePixels, failOn: 'error', animated: false });
  return image
    .autoOrient()
    .resize(width, height, { fit: 'cover', position: 'centre' })
    .webp({ quality: 85 })
    .timeout({ seconds: 20 })
    .toBuffer();
}

/** Before the library sees it: it would also open SVG, PDF and more. */
function looksLikeImage(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 12).toString('latin1');
  return (
    head.startsWith('\xff\xd8\xff') ||
    head.startsWith('\x89PNG\r\n\x1a\n') ||
    head.startsWith('GIF87a') ||
    head.startsWith('GIF89a') ||
    (head.startsWith('RIFF') && head.endsWith('WEBP')) ||
    /^....ftyp(avif|avis|mif1)/s.test(head)
  );
}
