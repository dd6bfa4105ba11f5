/** What the server allows, as it says itself, and what of it a draft does not keep. */
import { useInstance } from '../data/me.ts';
import type { CountRules } from './count.ts';
import { charactersLeft } from './count.ts';
import type { DeskState } from './desk.ts';
import type { FileRules } from './files.ts';

export interface Rules extends CountRules, FileRules {
  descriptionLimit: number;
}

/** Until the server has said it. */
const usual: Rules = {
  maxCharacters: 500,
  charactersReservedPerUrl: 23,
  maxMediaAttachments: 4,
  supportedMimeTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
  imageSizeLimit: 16 * 1024 * 1024,
  imageMatrixLimit: 33_177_600,
  descriptionLimit: 1500,
};

export function useRules(): Rules {
  const { data: instance } = useInstance();
  if (instance === undefined) return usual;
  const { statuses, mediaAttachments } = instance.configuration;
  return { ...usual, ...statuses, ...mediaAttachments };
}

export type Unfit = 'empty' | 'long' | 'uploading' | 'failed';

/** Why it cannot be sent; null: it can. */
export function unfit(
  { draft, pictures }: Pick<DeskState, 'draft' | 'pictures'>,
  rules: Rules,
): Unfit | null {
  if (charactersLeft(draft, rules) < 0) return 'long';
  if (pictures.some(({ state }) => state === 'failed')) return 'failed';
  if (pictures.some(({ state }) => state === 'uploading')) return 'uploading';
  const says = draft.text.trim() !== '' || (draft.warned && draft.spoilerText.trim() !== '');
  return says || pictures.length > 0 ? null : 'empty';
}
