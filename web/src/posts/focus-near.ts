/** Where the focus goes when the post that had it disappears: to the next one, or the one before. */

const all = () => [...document.querySelectorAll<HTMLElement>('main article[data-post]')];

/** To be called before the post is gone. @returns to be called when it is */
export function focusNear(id: string): () => void {
  const posts = all();
  const at = posts.findIndex((post) => post.dataset.post === id);
  const near = posts[at + 1] ?? posts[at - 1];
  return () => {
    // After the menu, which gives the focus back to a button that is gone.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const { activeElement } = document;
        const lost = activeElement === null || activeElement === document.body;
        if (lost && near?.isConnected === true) near.focus({ preventScroll: true });
      }),
    );
  };
}
