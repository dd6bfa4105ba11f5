/** What comes of one's own posts that wait: shown wherever they stand, and said. Mounted once, with the session. */
import { useCallback, useEffect } from 'react';
import type { Notice } from '../api/entities.ts';
import { knownPost } from '../data/posts.ts';
import type { Frame } from '../live/frames.ts';
import { useFrames } from '../live/live.tsx';
import { texts } from '../texts/index.ts';
import { toast, toastTrouble } from '../ui/toasts.tsx';
import { reasonWords } from './reasons.ts';
import { mayRenew } from './renewal.ts';
import { settle } from './settle.ts';
import { aboutSubmission, isOpen } from './states.ts';
import { fetchSubmission, knownSubmission, refreshOwnSubmissions } from './submissions.ts';

export function ApprovalNews() {
  useFrames(useCallback((frame: Frame) => hear(frame), []));
  useEffect(() => {
    document.addEventListener('error', renewPictures, true);
    return () => document.removeEventListener('error', renewPictures, true);
  }, []);
  return null;
}

function hear(frame: Frame): void {
  if (frame.event === 'resync') refreshOwnSubmissions();
  else if (frame.event === 'delete') lookAgain(frame.id);
  else if (frame.event === 'notification') decided(frame.notice);
}

function decided(notice: Notice): void {
  const about = aboutSubmission(notice);
  if (about === null) return;
  const { type, submission } = about;
  const { approval: words } = texts();
  if (type === 'submission.approved') {
    settle(submission);
    toast(words.news.approved);
  } else if (type === 'submission.rejected') {
    settle(submission);
    toast(words.news.rejected(reasonWords(submission.approval)));
  }
}

/** What waited does so no longer: decided, or taken back on another device. */
function lookAgain(id: string): void {
  const known = knownSubmission(id)?.approval ?? knownPost(id)?.approval;
  if (known?.submissionId === id && isOpen(known)) void askAnew(id);
}

async function askAnew(id: string): Promise<void> {
  try {
    settle(await fetchSubmission(id));
  } catch (error) {
    toastTrouble(error);
  }
}

function renewPictures({ target }: Event): void {
  if (!(target instanceof HTMLImageElement)) return;
  const { post = '', submission } =
    target.closest<HTMLElement>('[data-submission], [data-post]')?.dataset ?? {};
  const known = submission === undefined ? knownPost(post)?.approval : knownSubmission(submission)?.approval;
  if (known !== undefined && isOpen(known) && mayRenew(known.submissionId)) void askAnew(known.submissionId);
}
