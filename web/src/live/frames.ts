/** Frames of the streaming API as values. */
import { camelKeys } from '../api/case.ts';
import type { Notice, Post } from '../api/entities.ts';

export type Frame =
  | { event: 'update' | 'status.update'; stream: string; post: Post }
  | { event: 'delete'; stream: string; id: string }
  | { event: 'notification'; stream: string; notice: Notice }
  /** Something may have been missed: whoever shows a list asks for it anew. */
  | { event: 'resync'; stream: string };

interface Wire {
  stream?: string[];
  event?: string;
  payload?: string;
  id?: string;
}

/** @returns the frame, null for one that means nothing here; and the position to resume from */
export function readFrame(text: string): { frame: Frame | null; position: string | null } {
  const { stream = [], event, payload = '', id = null } = JSON.parse(text) as Wire;
  return { frame: frameOf(stream.join(':'), event, payload), position: id };
}

function frameOf(stream: string, event: string | undefined, payload: string): Frame | null {
  switch (event) {
    case 'update':
    case 'status.update':
      return { event, stream, post: camelKeys(JSON.parse(payload)) as Post };
    case 'delete':
      return { event, stream, id: payload };
    case 'notification':
      return { event, stream, notice: camelKeys(JSON.parse(payload)) as Notice };
    case 'resync':
      return { event, stream };
    default:
      return null;
  }
}
