/** Light or dark: as the device has it, or as somebody chose in this browser. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type Theme = 'device' | 'light' | 'dark';
export const themes: readonly Theme[] = ['device', 'light', 'dark'];

/** As in the server's pages (packages/http, layout.ts). */
const bars = { light: '#f6f5f8', dark: '#131219' } as const;

const chosen = create(persist(() => ({ theme: 'device' as Theme }), { name: 'fanfare.theme' }));

export function useTheme(): Theme {
  return chosen((state) => state.theme);
}

export function chooseTheme(theme: Theme): void {
  chosen.setState({ theme });
  showTheme();
}

/** For before the first render. The stylesheet's colours follow the scheme of the document. */
export function showTheme(): void {
  const { theme } = chosen.getState();
  document.documentElement.style.colorScheme = theme === 'device' ? '' : theme;
  // The bar of the browser round the page; the server gives one for each scheme of the device.
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const device = meta.media.includes('dark') ? 'dark' : 'light';
    meta.content = bars[theme === 'device' ? device : theme];
  }
}
