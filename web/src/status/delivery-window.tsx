/** Where a post of one's own is on its way: four steps, each with its time. */
import { CircleCheck, CircleDashed } from 'lucide-react';
import { closeWindow } from '../app/windows.ts';
import { useLanguage } from '../texts/index.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import type { Delivery } from './delivery.ts';
import { useDelivery } from './delivery.ts';
import css from './delivery-window.module.css';
import { time } from './numbers.ts';
import { useStatusTexts } from './words.ts';

export function DeliveryWindow({ of: { post } }: { of: { post: string } }) {
  const { delivery: words } = useStatusTexts();
  const { data, error, refetch } = useDelivery(post);
  return (
    <Dialog title={words.title} open close={closeWindow}>
      {data !== undefined ? (
        <Steps delivery={data} />
      ) : error !== null ? (
        <TroubleCard error={error} retry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Dialog>
  );
}

interface Step {
  name: string;
  done: boolean;
  at: string | null;
  /** What the time is counted from. */
  from: string | null;
  note?: string | null;
}

function Steps({ delivery }: { delivery: Delivery }) {
  const { delivery: words } = useStatusTexts();
  const { state, submittedAt, decidedAt, publishedAt, deliveredAt, indexedAt, indexed, slices } = delivery;
  const held = state === 'held';
  const delivered = state === 'delivered' || state === 'indexed';
  const steps: readonly Step[] = [
    ...(held || decidedAt !== null
      ? [{ name: words.submitted, done: true, at: submittedAt, from: null }]
      : []),
    ...(held ? [{ name: words.held, done: false, at: null, from: null, note: words.heldNow }] : []),
    ...(decidedAt === null ? [] : [{ name: words.approved, done: true, at: decidedAt, from: submittedAt }]),
    { name: words.published, done: !held, at: publishedAt, from: null },
    {
      name: words.delivered(delivery.followers),
      done: delivered,
      at: deliveredAt,
      from: publishedAt,
      note: slices === null ? null : words.inParts(slices.done, slices.of),
    },
    {
      name: words.indexed,
      done: indexed === true,
      at: indexedAt,
      from: publishedAt,
      note: indexed === null ? words.searchAway : null,
    },
  ];
  return (
    <ol className={css.steps} aria-live="polite">
      {steps.map((step) => (
        <OneStep key={step.name} {...step} />
      ))}
    </ol>
  );
}

function OneStep({ name, done, at, from, note = null }: Step) {
  const { delivery: words } = useStatusTexts();
  const Icon = done ? CircleCheck : CircleDashed;
  return (
    <li className={css.step} data-done={done}>
      <Icon aria-hidden="true" size={22} className={css.icon} />
      <div>
        <strong className={css.name}>{name}</strong>
        <span className={css.time}>
          {at !== null ? <Moment at={at} from={from} /> : done ? words.done : words.notYet}
          {note === null ? null : <span> · {note}</span>}
        </span>
      </div>
    </li>
  );
}

/** When it was; soon after the step before it, how soon is what counts. */
function Moment({ at, from }: { at: string; from: string | null }) {
  const { delivery: words } = useStatusTexts();
  const language = useLanguage();
  const date = new Date(at);
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(date);
  const took = from === null ? null : (date.getTime() - Date.parse(from)) / 1000;
  return (
    <>
      <time dateTime={at}>{moment}</time>
      {took === null || took < 0 ? null : <> ({words.after(time(took, language))})</>}
    </>
  );
}
