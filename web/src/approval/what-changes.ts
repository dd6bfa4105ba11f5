/** How two versions of a post differ, apart from their texts. */
import type { Post } from '../api/entities.ts';

export type Version = Pick<Post, 'content' | 'spoilerText' | 'sensitive' | 'language' | 'mediaAttachments'>;

export interface Differences {
  added: number;
  removed: number;
  /** Pictures in both with another description: before and after. */
  descriptions: { before: string; after: string }[];
  reordered: boolean;
  /** What it is now, where that changed. */
  sensitive: boolean | null;
  language: string | null;
}

export function differences(before: Version, after: Version): Differences {
  const old = before.mediaAttachments;
  const fresh = after.mediaAttachments;
  const kept = fresh.filter(({ id }) => old.some((one) => one.id === id));
  const order = old.filter(({ id }) => fresh.some((one) => one.id === id)).map(({ id }) => id);
  return {
    added: fresh.length - kept.length,
    removed: old.length - kept.length,
    descriptions: kept.flatMap(({ id, description }) => {
      const was = old.find((one) => one.id === id)?.description ?? '';
      return was === (description ?? '') ? [] : [{ before: was, after: description ?? '' }];
    }),
    reordered: order.join() !== kept.map(({ id }) => id).join(),
    sensitive: before.sensitive === after.sensitive ? null : after.sensitive,
    language: before.language === after.language ? null : (after.language ?? null),
  };
}
