/**
 * Pictures of the main pages, phone and desktop, light and dark, of the demo that `fanfare seed` makes:
 * npm run screens [-- NAME ...] writes docs/screens/web/.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { choosePort } from '@fanfare/http';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { launch, openWindow } from './support/chrome.ts';
import type { Minute } from './support/day.ts';
import { dayBefore } from './support/day.ts';
import { settled } from './support/settled.ts';

const root = join(import.meta.dirname, '../..');
const out = join(root, 'docs/screens/web');

interface Scene {
  name: string;
  path: string;
  /** Whose browser; nobody's. */
  as?: string;
  /** What is done before the picture is taken. */
  act?(page: Page): Promise<void>;
}

const scenes: readonly Scene[] = [
  { name: 'front', path: '/' },
  { name: 'home', path: '/home', as: 'mira' },
  { name: 'thread', path: '/home', as: 'mira', act: openFirstThread },
  { name: 'profile', path: '/@june' },
  { name: 'notifications', path: '/notifications', as: 'mira' },
  { name: 'search', path: '/search', as: 'mira' },
  { name: 'compose', path: '/home', as: 'mira', act: compose },
  { name: 'submissions', path: '/submissions', as: 'sam' },
  { name: 'review', path: '/review', as: 'nora' },
  { name: 'settings', path: '/settings', as: 'mira' },
  { name: 'status', path: '/status', as: 'elise' },
];

const sizes = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

async function openFirstThread(page: Page): Promise<void> {
  await page
    .getByRole('article')
    .filter({ hasText: 'soldering iron' })
    .locator('a:has(time)')
    .first()
    .click();
  await page.getByRole('heading', { name: 'Replies' }).waitFor();
}

async function compose(page: Page): Promise<void> {
  await page.keyboard.press('n');
  const text = page
    .getByRole('dialog')
    .getByRole('combobox')
    .or(page.getByRole('dialog').getByRole('textbox'))
    .first();
  await text.fill('Tomorrow at six: the first loaves. Who brings butter? #bread');
}

const folder = await mkdtemp(join(tmpdir(), 'fanfare-screens-'));
const port = await choosePort('127.0.0.1', 0);
const env = {
  ...process.env,
  FANFARE_DATA: folder,
  PORT: String(port),
  LOG_LEVEL: 'warn',
  RATE_LIMITS: 'off',
};
const main = ['--disable-warning=ExperimentalWarning', 'apps/cli/src/main.ts'];
const server = spawn(process.execPath, [...main, 'serve'], {
  cwd: root,
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await launch();
try {
  await new Promise<void>((resolve, reject) => {
    server.once('exit', () => reject(new Error('The server ended')));
    server.stdout.on('data', (chunk: Buffer) => chunk.includes('is ready at') && resolve());
  });
  await fanfare('seed');
  // Who runs the place, and the day behind it.
  await fanfare('account', 'promote', 'elise', '--role', 'owner');
  remember(dayBefore(Date.now()));
  await mkdir(out, { recursive: true });
  const only = process.argv.slice(2);
  const wanted = scenes.filter(({ name }) => only.length === 0 || only.includes(name));
  for (const scene of wanted)
    for (const size of names(sizes))
      for (const theme of ['light', 'dark'] as const) await shoot(scene, size, theme);
} finally {
  await browser.close();
  server.kill('SIGTERM');
  await once(server, 'exit');
  await rm(folder, { recursive: true, force: true });
}

async function shoot(
  { name, path, as, act }: Scene,
  size: keyof typeof sizes,
  colorScheme: 'light' | 'dark',
): Promise<void> {
  const window = await openWindow(browser, {
    baseURL: `http://localhost:${port}`,
    viewport: sizes[size],
    colorScheme,
  });
  if (as !== undefined) {
    const state = JSON.stringify({ state: { signedIn: await signedIn(as) }, version: 0 });
    await window.page.addInitScript((text) => localStorage.setItem('fanfare.session', text), state);
  }
  await window.page.goto(path);
  await settled(window.page);
  await act?.(window.page);
  await settled(window.page);
  const bytes = await window.page.screenshot();
  const file = join(out, `${name}-${size}-${colorScheme}.png`);
  await sharp(bytes).png({ palette: true, quality: 85, effort: 8 }).toFile(file);
  process.stdout.write(`${file.slice(root.length + 1)}\n`);
  for (const wrong of window.wrong) process.stderr.write(`${name}: ${wrong}\n`);
  await window.close();
}

function remember(minutes: readonly Minute[]): void {
  const db = new DatabaseSync(join(folder, 'fanfare.db'), { timeout: 5000 });
  const insert = db.prepare('INSERT INTO vital_samples (at, body) VALUES (?, ?)');
  db.exec('BEGIN IMMEDIATE');
  for (const { at, body } of minutes) insert.run(at, body);
  db.exec('COMMIT');
  db.close();
}

async function signedIn(username: string) {
  const scope = 'read write follow admin:read admin:write';
  const token = (await fanfare('token', 'create', username, '--scopes', scope)).trim();
  const answer = await fetch(`http://localhost:${port}/api/v1/accounts/verify_credentials`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { id: accountId } = (await answer.json()) as { id: string };
  return { token, accountId, scope };
}

async function fanfare(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [...main, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`fanfare ${args[0]} ended with ${code}`);
  return said;
}

function names<Key extends string>(of: Record<Key, unknown>): Key[] {
  return Object.keys(of) as Key[];
}
