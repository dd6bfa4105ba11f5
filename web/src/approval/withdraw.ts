/** Taking back what waits or was not accepted: held for a moment, since the server drops the text and the pictures. */
import { create } from 'zustand';
import { toastTrouble } from '../ui/toasts.tsx';
import type { Held } from './hold.ts';
import { hold } from './hold.ts';
import { settle } from './settle.ts';
import { fetchSubmission, withdrawSubmission } from './submissions.ts';

/** Submissions that are being taken back at this moment. */
const useWithdrawing = create(() => ({ held: {} as Record<string, Held> }));

export function useIsWithdrawn(id: string | undefined): boolean {
  return useWithdrawing(({ held }) => id !== undefined && id in held);
}

export function withdraw(id: string): void {
  const held = hold((leaving) => void send(id, leaving));
  useWithdrawing.setState((state) => ({ held: { ...state.held, [id]: held } }));
}

export function keepAfterAll(id: string): void {
  useWithdrawing.getState().held[id]?.undo();
  release(id);
}

async function send(id: string, leaving: boolean): Promise<void> {
  try {
    settle(await withdrawSubmission(id, leaving));
  } catch (error) {
    toastTrouble(error);
    // A reviewer may have been faster: then that is what is shown.
    await fetchSubmission(id).then(settle, toastTrouble);
  } finally {
    release(id);
  }
}

function release(id: string): void {
  useWithdrawing.setState(({ held: { [id]: _gone, ...held } }) => ({ held }));
}
