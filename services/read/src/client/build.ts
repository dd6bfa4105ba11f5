/** The web client as it was built: its files, and the markup that brings it onto a page. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { encodingOf, html } from '@fanfare/http';

export interface ClientFile {
  bytes: Buffer;
  type: string;
  /** As in Content-Encoding; null: as it is. */
  encoding: 'br' | 'gzip' | null;
}

export interface ClientBuild {
  /**
   * Markup for the head of a page; empty while the client has not been built: the pages then work as they are.
   * @param source the client's page that takes over, e.g. `src/pages/thread.tsx`: it comes along with the rest
   */
  head(source?: string): Promise<string>;
  /** null: there is no such file. @param accepted the Accept-Encoding header */
  file(name: string, accepted: string): Promise<ClientFile | null>;
}

/** As Vite writes it, as far as it is needed. */
type Manifest = Record<
  string,
  { file: string; css?: string[]; imports?: string[]; dynamicImports?: string[] }
>;

const entry = 'src/main.tsx';
/** Runs before the first paint: what it decides must not be seen to change. */
const early = 'src/early.ts';
const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
};
const suffixes = { br: '.br', gzip: '.gz' } as const;

/** @param folder of the build; need not exist */
export function clientBuild(folder: string): ClientBuild {
  let known: { at: number; manifest: Manifest; heads: Map<string, string> } | undefined;
  const kept = new Map<string, Promise<ClientFile | null>>();

  async function read(
    name: string,
    type: string,
    encoding: ClientFile['encoding'],
  ): Promise<ClientFile | null> {
    const path = join(folder, encoding === null ? name : name + suffixes[encoding]);
    const bytes = await readFile(path).catch(absent);
    return bytes && { bytes, type, encoding };
  }

  async function found(name: string, wanted: ClientFile['encoding'], type: string) {
    const packed = wanted === null ? null : await read(name, type, wanted);
    return packed ?? read(name, type, null);
  }

  return {
    async head(source = '') {
      const path = join(folder, 'manifest.json');
      const about = await stat(path).catch(absent);
      if (about === null) return '';
      if (known?.at !== about.mtimeMs) {
        kept.clear();
        const manifest: Manifest = JSON.parse(await readFile(path, 'utf8'));
        known = { at: about.mtimeMs, manifest, heads: new Map() };
      }
      const { manifest, heads } = known;
      const head = heads.get(source) ?? headOf(manifest, source);
      heads.set(source, head);
      return head;
    },
    file(name, accepted) {
      const type = types[name.split('.').at(-1) ?? ''];
      if (type === undefined || !/^[\w.-]+$/.test(name)) return Promise.resolve(null);
      const wanted = encodingOf(accepted);
      const key = `${name} ${wanted}`;
      const file = kept.get(key) ?? found(name, wanted, type);
      // What is not there is not remembered: anybody can ask for any name.
      kept.set(key, file);
      void file.then((one) => one === null && kept.delete(key));
      return file;
    },
  };
}

function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

function headOf(manifest: Manifest, source: string): string {
  const main = chunksOf(manifest, [entry], new Set());
  // The entry waits for the paint of the page and then asks for the client itself.
  const client = manifest[entry]?.dynamicImports ?? [];
  const page = chunksOf(manifest, [...client, source], new Set(main.seen));
  const file = manifest[entry]?.file ?? '';
  return [
    ...chunksOf(manifest, [early], new Set()).scripts.map(
      (script) => html`<script src="/app/${script}"></script>`,
    ),
    ...main.styles.map((style) => html`<link rel="stylesheet" href="/app/${style}">`),
    // They must not hold up what the server has made.
    ...page.styles.map((style) => html`<link rel="preload" as="style" href="/app/${style}" crossorigin>`),
    ...[...main.scripts, ...page.scripts]
      .filter((script) => script !== file)
      .map((script) => html`<link rel="modulepreload" href="/app/${script}">`),
    '<link rel="manifest" href="/manifest.webmanifest">',
    '<link rel="apple-touch-icon" href="/app/icon-apple-180.png">',
    html`<script type="module" src="/app/${file}"></script>`,
  ].join('\n');
}

/** What sources need to run, their imports first; nothing where the build does not have them. */
function chunksOf(manifest: Manifest, sources: readonly string[], seen: Set<string>) {
  const styles: string[] = [];
  const scripts: string[] = [];
  function add(key: string): void {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(key)) return;
    seen.add(key);
    for (const one of chunk.imports ?? []) add(one);
    styles.push(...(chunk.css ?? []));
    scripts.push(chunk.file);
  }
  for (const source of sources) add(source);
  return { seen, styles, scripts };
}
