/** What one reads stays where it is on the screen when something comes in above it or between. */
import type { ReactNode } from 'react';
import { Component } from 'react';

interface Props {
  /** Changes with what is shown. */
  version: string;
  children: ReactNode;
}

interface Anchor {
  element: Element;
  top: number;
}

/** As a part of the height of the screen: where people look. */
const READING = 0.4;

/** React tells only classes of the moment before the page changes. */
export class Steady extends Component<Props> {
  override getSnapshotBeforeUpdate(before: Props): Anchor | null {
    return before.version === this.props.version ? null : anchor();
  }

  override componentDidUpdate(_before: Props, _state: unknown, anchor: Anchor | null): void {
    if (anchor === null || !anchor.element.isConnected) return;
    const moved = anchor.element.getBoundingClientRect().top - anchor.top;
    if (moved !== 0) window.scrollBy({ top: moved, behavior: 'instant' });
  }

  override render() {
    return this.props.children;
  }
}

/** The post that has the focus, or else the one that lies where people look. */
function anchor(): Anchor | null {
  const posts = [...document.querySelectorAll('main article[data-post]')];
  const focused = document.activeElement?.closest('article[data-post]') ?? null;
  const line = window.innerHeight * READING;
  const inSight = focused !== null && isInSight(focused) ? focused : undefined;
  const element = inSight ?? posts.findLast((post) => post.getBoundingClientRect().top <= line) ?? posts[0];
  return element === undefined ? null : { element, top: element.getBoundingClientRect().top };
}

function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}
