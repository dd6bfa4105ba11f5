/** Whether the server can be reached, as far as what goes on in the background can tell. */
import { create } from 'zustand';
import { troubleOf } from '../api/errors.ts';

export const useConnection = create(() => ({
  /** The stream: false when it has been down for a while. */
  stream: true,
  /** The last question that nobody waits for, e.g. for new posts, was answered. */
  answered: true,
}));

/** What failed leaves the screen as it is: the frame of the page says that there is no connection. */
export function noteTrouble(error: unknown): void {
  // Whoever refuses the token is there; that is said elsewhere.
  if (troubleOf(error).kind === 'signed-out') return;
  useConnection.setState({ answered: false });
}

export function noteAnswer(): void {
  useConnection.setState({ answered: true });
}
