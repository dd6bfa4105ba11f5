/** In ms. Whoever has a slow connection gets the client before the pictures. */
const PATIENCE = 2000;

/** Resolves when the server's page stands on the screen; at once where nobody looks at it. */
export async function painted(): Promise<void> {
  if (document.visibilityState === 'hidden') return;
  await Promise.race([Promise.all([firstPaint(), pictures()]), after(PATIENCE)]);
  // A picture that is ready is drawn with the next frame, which reaches the screen during the one after that.
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}

function firstPaint(): Promise<void> {
  return new Promise((resolve) => {
    const watching = new PerformanceObserver((list) => {
      if (list.getEntriesByName('first-contentful-paint').length === 0) return;
      watching.disconnect();
      resolve();
    });
    watching.observe({ type: 'paint', buffered: true });
  });
}

/** Those that are seen at once: the others load when somebody comes near. One that is broken is waited for no longer. */
async function pictures(): Promise<void> {
  const first = [...document.images].filter(({ loading }) => loading !== 'lazy');
  await Promise.allSettled(first.map((picture) => picture.decode()));
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
