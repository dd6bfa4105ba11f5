/** Windows that any part of the client may open over the page; what is in them loads when they open (open-windows.tsx). */
import { create } from 'zustand';
import type { MediaAttachment } from '../api/entities.ts';

export interface Confirmation {
  title: string;
  text: string;
  /** What the button says that does it. */
  action: string;
  run(): void;
}

export type OpenWindow =
  | { kind: 'sign-in' }
  | { kind: 'pictures'; pictures: readonly MediaAttachment[]; at: number }
  | { kind: 'history'; post: string }
  | { kind: 'delivery'; post: string }
  | { kind: 'keys' }
  | ({ kind: 'confirm' } & Confirmation);

export const useOpenWindow = create(() => ({ open: null as OpenWindow | null }));

export function openWindow(open: OpenWindow): void {
  useOpenWindow.setState({ open });
}

export function closeWindow(): void {
  useOpenWindow.setState({ open: null });
}

/** For whoever presses something that only people with an account can do. */
export const askToSignIn = () => openWindow({ kind: 'sign-in' });

/** Before what cannot be undone. */
export const askFirst = (confirmation: Confirmation) => openWindow({ kind: 'confirm', ...confirmation });
