/** What was searched for last, in this browser only. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

const MOST = 8;
const SHORTEST = 2;

export const useRecent = create(persist(() => ({ searches: [] as string[] }), { name: 'fanfare.searches' }));

/** The newest first, each once. */
export function noteSearch(text: string): void {
  const found = text.trim();
  if (found.length < SHORTEST) return;
  useRecent.setState(({ searches }) => ({
    searches: [found, ...searches.filter((one) => one !== found)].slice(0, MOST),
  }));
}

export function forgetSearch(text: string): void {
  useRecent.setState(({ searches }) => ({ searches: searches.filter((one) => one !== text) }));
}

export function forgetSearches(): void {
  useRecent.setState({ searches: [] });
}
