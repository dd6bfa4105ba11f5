/** The picture with its focus point, which is dragged, put where one presses, or moved with the arrow keys. */
import type { KeyboardEvent, PointerEvent } from 'react';
import { useTexts } from '../texts/index.ts';
import type { Focus } from './focus.ts';
import { focusAt, middle, movedBy, placeOf } from './focus.ts';
import css from './pictures.module.css';

interface Props {
  src: string;
  /** null: nobody has said it, so it is the middle. */
  value: Focus | null;
  onChange(focus: Focus): void;
}

export function FocusPoint({ src, value, onChange }: Props) {
  const { compose } = useTexts();
  const focus = value ?? middle;
  const { left, top } = placeOf(focus);

  function follow(event: PointerEvent<HTMLDivElement>): void {
    const { currentTarget } = event;
    if (event.type === 'pointerdown') currentTarget.setPointerCapture(event.pointerId);
    if (!currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = currentTarget.getBoundingClientRect();
    onChange(focusAt((event.clientX - box.x) / box.width, (event.clientY - box.y) / box.height));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const to = movedBy(event.key, focus);
    if (to === null) return;
    event.preventDefault();
    onChange(to);
  }

  return (
    <div className={css.focus}>
      <div className={css.stage} onPointerDown={follow} onPointerMove={follow}>
        <img src={src} alt="" draggable={false} />
        <span
          className={css.point}
          role="slider"
          tabIndex={0}
          aria-label={compose.focus}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={left}
          aria-valuetext={compose.focusAt(left, top)}
          aria-describedby="compose-focus-help"
          // From the picture's left upper corner, whatever the direction of the text.
          style={{ left: `${left}%`, top: `${top}%` }}
          onKeyDown={onKeyDown}
        />
      </div>
      <p className="fine" id="compose-focus-help">
        {compose.focusHelp}
      </p>
    </div>
  );
}
