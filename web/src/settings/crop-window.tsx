/** Choosing the part of a picture: by dragging, with two fingers, with the wheel, or with sliders. */
import type { CSSProperties, PointerEvent, WheelEvent } from 'react';
import { useId, useRef, useState } from 'react';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { toastTrouble } from '../ui/toasts.tsx';
import type { Crop, Part, Size } from './crop-geometry.ts';
import { inside, MOST_ZOOM, partOf, slide, slidersOf, wholeOf } from './crop-geometry.ts';
import type { OpenedPicture } from './crop-picture.ts';
import { cut } from './crop-picture.ts';
import css from './crop-window.module.css';

interface Props {
  title: string;
  picture: OpenedPicture;
  /** What is kept at most, which is also the frame's shape. */
  most: Size;
  /** Keeps the part; the window stays open while it goes on. */
  use(part: Blob): Promise<void>;
  close(): void;
}

export function CropWindow({ title, picture, most, use, close }: Props) {
  const { settings: texts, dialog } = useTexts();
  const ratio = most.width / most.height;
  const [crop, setCrop] = useState(() => wholeOf(picture));
  const [busy, setBusy] = useState(false);
  const change = (next: Crop) => setCrop(inside(picture, ratio, next));
  const part = partOf(picture, ratio, crop);
  const sliders = slidersOf(picture, ratio, crop);

  async function keep(): Promise<void> {
    setBusy(true);
    try {
      await use(await cut(picture, part, most));
      close();
    } catch (error) {
      toastTrouble(error);
      setBusy(false);
    }
  }

  return (
    <Dialog title={title} open close={close}>
      <p className="fine">{texts.cropHint}</p>
      <Stage picture={picture} ratio={ratio} crop={crop} part={part} change={change} />
      <div className={css.sliders}>
        <Slider
          label={texts.zoom}
          value={crop.zoom}
          least={1}
          most={MOST_ZOOM}
          step={0.05}
          change={(zoom) => change({ ...crop, zoom })}
        />
        <Slider
          label={texts.across}
          value={sliders.across}
          disabled={part.width > picture.width - 1}
          change={(across) => setCrop(slide(picture, ratio, crop, { across }))}
        />
        <Slider
          label={texts.along}
          value={sliders.along}
          disabled={part.height > picture.height - 1}
          change={(along) => setCrop(slide(picture, ratio, crop, { along }))}
        />
      </div>
      <p className={`actions ${css.last}`}>
        <Button disabled={busy} accessibleWhenDisabled onClick={() => void keep()}>
          {texts.usePicture}
        </Button>
        <Button look="second" onClick={close}>
          {dialog.cancel}
        </Button>
      </p>
    </Dialog>
  );
}

interface StageProps {
  picture: OpenedPicture;
  ratio: number;
  crop: Crop;
  part: Part;
  change(crop: Crop): void;
}

interface Finger {
  x: number;
  y: number;
}

function Stage({ picture, ratio, crop, part, change }: StageProps) {
  const fingers = useRef(new Map<number, Finger>());

  function onMove(event: PointerEvent<HTMLDivElement>): void {
    const before = fingers.current.get(event.pointerId);
    if (before === undefined) return;
    const scale = part.width / event.currentTarget.clientWidth;
    const spread = spreadOf(fingers.current);
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const count = fingers.current.size;
    const zoom = count === 2 && spread > 0 ? crop.zoom * (spreadOf(fingers.current) / spread) : crop.zoom;
    // Two fingers move it half each.
    change({
      x: crop.x - ((event.clientX - before.x) * scale) / count,
      y: crop.y - ((event.clientY - before.y) * scale) / count,
      zoom,
    });
  }

  function onDown(event: PointerEvent<HTMLDivElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  const onUp = (event: PointerEvent<HTMLDivElement>) => void fingers.current.delete(event.pointerId);
  const onWheel = (event: WheelEvent) => change({ ...crop, zoom: crop.zoom * (1 - event.deltaY / 1000) });

  const percent = (length: number, of: number) => `${(length / of) * 100}%`;
  const style: CSSProperties = {
    width: percent(picture.width, part.width),
    height: percent(picture.height, part.height),
    left: percent(-part.left, part.width),
    top: percent(-part.top, part.height),
  };
  return (
    <div
      className={css.stage}
      data-wide={ratio > 1}
      style={{ aspectRatio: ratio }}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={onUp}
      onWheel={onWheel}
    >
      <img src={picture.url} alt="" draggable={false} className={css.picture} style={style} />
    </div>
  );
}

function spreadOf(fingers: ReadonlyMap<number, Finger>): number {
  const [one, other] = [...fingers.values()];
  return one === undefined || other === undefined ? 0 : Math.hypot(one.x - other.x, one.y - other.y);
}

interface SliderProps {
  label: string;
  value: number;
  least?: number;
  most?: number;
  step?: number;
  disabled?: boolean;
  change(value: number): void;
}

function Slider({ label, value, least = 0, most = 100, step = 1, disabled = false, change }: SliderProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        dir="ltr"
        min={least}
        max={most}
        step={step}
        value={value}
        disabled={disabled}
        onChange={(event) => change(event.target.valueAsNumber)}
      />
    </>
  );
}
