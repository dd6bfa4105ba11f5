/** Deleting one's own post: gone from the screen at once, from the server a moment later, so that it can be undone. */

import { request } from '../api/client.ts';
import type { Post } from '../api/entities.ts';
import { session } from '../api/session.ts';
import { hold } from '../approval/hold.ts';
import { openComposer } from '../compose/open.ts';
import { changeAccount } from '../data/accounts.ts';
import { forgetPost, keepPost, knownPost } from '../data/posts.ts';
import { texts } from '../texts/index.ts';
import { dismissToast, toast, toastTrouble } from '../ui/toasts.tsx';
import { focusNear } from './focus-near.ts';
import { plainText } from './plain.ts';

export function deletePost(id: string): void {
  const post = knownPost(id);
  const token = session.current()?.token;
  if (post == null || token === undefined) return;
  take(post);
  const held = hold((leaving) => {
    dismissToast(said);
    // With the token of who pressed: whoever signs out meanwhile meant it all the same.
    const headers = { authorization: `Bearer ${token}` };
    request('DELETE', `/api/v1/statuses/${id}`, { headers, anonymous: true, keepalive: leaving }).catch(
      (error: unknown) => {
        giveBack(post);
        toastTrouble(error);
      },
    );
  });
  const { post: words } = texts();
  const undo = () => {
    held.undo();
    giveBack(post);
  };
  const said = toast(words.deleted, { action: { label: words.undo, run: undo } });
}

/** Deletes at once, since the server gives the text back only then, and opens the composer with it. */
export async function redraftPost(id: string): Promise<void> {
  const post = knownPost(id);
  if (post == null) return;
  try {
    const { data: deleted } = await request<Post>('DELETE', `/api/v1/statuses/${id}`);
    take(post);
    openComposer({
      kind: 'redraft',
      draft: {
        text: deleted.text ?? plainText(deleted.content),
        spoilerText: deleted.spoilerText,
        visibility: deleted.visibility,
        language: deleted.language ?? null,
        sensitive: deleted.sensitive,
        inReplyToId: deleted.inReplyToId ?? null,
        mediaIds: deleted.mediaAttachments.map((media) => media.id),
      },
    });
  } catch (error) {
    toastTrouble(error);
  }
}

function take(post: Post): void {
  const focus = focusNear(post.id);
  forgetPost(post.id);
  focus();
  countPosts(post, -1);
}

function giveBack(post: Post): void {
  keepPost(post);
  countPosts(post, 1);
}

function countPosts(post: Post, by: number): void {
  changeAccount(post.account.id, (one) => ({ ...one, statusesCount: Math.max(0, one.statusesCount + by) }));
}
