import type { Account, MediaAttachment, StatusEdit } from '@fanfare/contracts/entities';
import { isoTime } from './urls.ts';

/** One form that a status had. */
export interface EditFacts {
  content: string;
  spoiler_text: string;
  sensitive: number;
  created_at: number;
  media: MediaAttachment[];
}

export function presentEdit(edit: EditFacts, account: Account): StatusEdit {
  return {
    content: edit.content,
    spoiler_text: edit.spoiler_text,
    sensitive: edit.sensitive === 1,
    created_at: isoTime(edit.created_at),
    account,
    media_attachments: edit.media,
    emojis: [],
  };
}
