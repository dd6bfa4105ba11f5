/** Addresses of pictures: public ones by their blob, unpublished ones sealed anew in each answer. */
import { PENDING_URL_LIFE } from '../config.ts';
import { sealPending } from '../domain/pending-url.ts';
import type { MediaUrl } from '../domain/present-media.ts';
import type { Write } from '../needs.ts';

/** For one answer. Hand unpublished rows only to their uploader and to reviewers. */
export async function mediaUrls(write: Write): Promise<MediaUrl> {
  const secret = await write.pendingSecret();
  const expiresAt = write.clock.now() + PENDING_URL_LIFE;
  return (row, part) => {
    const key = part === 'original' ? row.original_key : row.preview_key;
    if (key === null) return null;
    if (row.published === 1) return `${write.publicUrl}/media/${key}`;
    return `${write.publicUrl}/media/pending/${sealPending({ mediaId: row.id, part, expiresAt }, secret)}`;
  };
}
