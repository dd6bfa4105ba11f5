/** Builds the client into `dist/`: files named by their content, and a manifest from which the server makes its pages. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './build/compressed.ts';
import { serviceWorker } from './build/service-worker.ts';

// biome-ignore lint/style/noDefaultExport: where Vite looks for it
export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  plugins: [react(), serviceWorker(), compressed()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: '',
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    // The content policy allows no data: fonts or scripts, and small files are cheap over one connection.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    target: 'baseline-widely-available',
    rolldownOptions: {
      input: ['src/main.tsx', 'src/early.ts'],
      output: {
        codeSplitting: {
          groups: [
            // The first script needs this of Vite's, and must not wait for what else is shared.
            { name: 'load', test: /preload-helper/, priority: 1 },
            // Small pieces that many pages share come as one file: a page needs fifteen files instead of sixty.
            { name: 'shared', minShareCount: 5, maxModuleSize: 10_000 },
          ],
        },
      },
    },
  },
});
