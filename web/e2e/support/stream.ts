/** Whether what happens from now on reaches a page at once. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

const streams = new WeakMap<Page, { subscriptions: number; heard: Set<() => void> }>();

/** Before the page goes anywhere. */
export function watchStream(page: Page): void {
  const stream = { subscriptions: 0, heard: new Set<() => void>() };
  streams.set(page, stream);
  page.on('websocket', (socket) =>
    socket.on('framesent', () => {
      stream.subscriptions += 1;
      for (const hear of [...stream.heard]) hear();
    }),
  );
}

/** The page's socket has subscribed so many times since the page was opened, and the server has read that. */
export async function live(page: Page, subscriptions = 1): Promise<void> {
  const stream = streams.get(page);
  assert.ok(stream, 'the page is watched');
  await new Promise<void>((resolve) => {
    const hear = () => {
      if (stream.subscriptions < subscriptions) return;
      stream.heard.delete(hear);
      resolve();
    };
    stream.heard.add(hear);
    hear();
  });
  // Asked after the subscription was sent, on a server that answers one after the other.
  await page.request.get('/api/v1/streaming/health');
}
