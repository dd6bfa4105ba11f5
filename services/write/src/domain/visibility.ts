import type { Visibility } from '@fanfare/contracts/tables';
import { AppError } from '@fanfare/kernel';

const visibilities: readonly Visibility[] = ['public', 'unlisted', 'private', 'direct'];

/**
 * What was asked for, or the default when nothing was. An unknown word is refused, not read as absent: a post
 * must never reach more people than its author meant.
 * @throws AppError `invalid`
 */
export function readVisibility(asked: string | null | undefined, byDefault: Visibility): Visibility {
  if (asked === undefined || asked === null || asked === '') return byDefault;
  const visibility = visibilities.find((one) => one === asked);
  if (visibility === undefined) {
    throw new AppError('invalid', {
      text: 'Validation failed: Visibility must be public, unlisted, private or direct',
    });
  }
  return visibility;
}

/** A boost of one's own private post stays private; of others' posts, as asked or as the person posts by default. */
export function boostVisibility(
  boosted: Visibility,
  asked: string | null | undefined,
  byDefault: Visibility,
): Visibility {
  if (boosted === 'private') return 'private';
  const visibility = readVisibility(asked, byDefault);
  return visibility === 'direct' ? 'private' : visibility;
}

/** Replies, and posts at all, are counted where others count them: what few may see moves no public number. */
export function isDistributed(visibility: Visibility): boolean {
  return visibility === 'public' || visibility === 'unlisted';
}
