/** One picture as large as there is room, or larger. */
import type { PointerEvent } from 'react';
import { useLayoutEffect, useRef } from 'react';
import type { MediaAttachment } from '../api/entities.ts';
import { clsx } from '../ui/clsx.ts';
import css from './viewer.module.css';

interface Props {
  picture: MediaAttachment;
  alt: string;
  zoomed: boolean;
  setZoomed(zoomed: boolean): void;
  /** @param by 1: to the next, -1: to the one before */
  swiped(by: number): void;
}

/** Pixels that a finger moves before it means something. */
const SWIPE = 50;

export function ViewerStage({ picture, alt, zoomed, setZoomed, swiped }: Props) {
  const start = useRef<{ x: number; y: number } | null>(null);
  const stage = useRef<HTMLDivElement>(null);
  const size = picture.meta?.original;

  useLayoutEffect(() => {
    const element = stage.current;
    if (!zoomed || element === null) return;
    element.scrollTo({
      left: (element.scrollWidth - element.clientWidth) / 2,
      top: (element.scrollHeight - element.clientHeight) / 2,
      behavior: 'instant',
    });
  }, [zoomed]);

  /** A finger scrolls by itself, a mouse drags. */
  function onPointerMove(event: PointerEvent): void {
    if (!zoomed || event.pointerType !== 'mouse' || event.buttons !== 1) return;
    stage.current?.scrollBy({ left: -event.movementX, top: -event.movementY, behavior: 'instant' });
  }

  function onPointerUp(event: PointerEvent): void {
    const from = start.current;
    start.current = null;
    if (from === null || zoomed) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (Math.abs(x) < SWIPE || Math.abs(x) < Math.abs(y)) return;
    const back = document.documentElement.dir === 'rtl' ? x < 0 : x > 0;
    swiped(back ? -1 : 1);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what a swipe and a press do, buttons and keys do too
    <div
      ref={stage}
      className={clsx(css.stage, zoomed && css.zoomed)}
      // Enlarged, it is scrolled by keys.
      tabIndex={zoomed ? 0 : undefined}
      onPointerDown={(event) => {
        start.current = { x: event.clientX, y: event.clientY };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        start.current = null;
      }}
      onDoubleClick={() => setZoomed(!zoomed)}
    >
      <img
        src={picture.url ?? picture.previewUrl ?? ''}
        alt={alt}
        width={size?.width ?? undefined}
        height={size?.height ?? undefined}
        draggable={false}
      />
    </div>
  );
}
