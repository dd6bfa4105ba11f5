/** A bounded queue before the collector: what it cannot take is lost and counted, and nobody waits for it. */
import type { Log } from '@fanfare/kernel';
import type { SpanData } from './live-span.ts';

/** Rejects with what is wrong; `refused`: the collector answered and will never take these. */
export type Deliver = (spans: readonly SpanData[]) => Promise<'taken' | 'refused'>;

export interface Sending {
  add(spans: readonly SpanData[]): void;
  /** One more try for what waits, and no more after this. */
  close(): Promise<void>;
}

export interface SendingNeeds {
  deliver: Deliver;
  log: Log;
  counted(result: 'sent' | 'lost', spans: number): void;
  /** Runs what belongs to nobody's request: who adds a span is in the middle of one. */
  aside?: (work: () => void) => void;
  /** Between batches while the collector answers, in ms. */
  interval?: number;
}

const MOST_WAITING = 4_096;
const BATCH = 512;
const INTERVAL = 1_000;
const LONGEST_PAUSE = 30_000;

export function sending(needs: SendingNeeds): Sending {
  const { deliver, log, counted, interval = INTERVAL, aside = (work) => work() } = needs;
  let waiting: SpanData[] = [];
  let timer: NodeJS.Timeout | undefined;
  /** The timer is due at once. */
  let urgent = false;
  let busy: Promise<void> | null = null;
  let failures = 0;
  let closed = false;

  /** A full batch goes at once, what is less a little later. */
  function schedule(): void {
    if (busy !== null || closed || waiting.length === 0) return;
    const full = waiting.length >= BATCH && failures === 0;
    if (timer !== undefined && (urgent || !full)) return;
    clearTimeout(timer);
    urgent = full;
    const pause = full ? 0 : Math.min(interval * 2 ** failures, LONGEST_PAUSE);
    aside(() => {
      timer = setTimeout(() => void flush(), pause).unref();
    });
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    urgent = false;
    busy ??= drain().finally(() => {
      busy = null;
      schedule();
    });
    return busy;
  }

  /** Batch after batch, until nothing waits or the collector does not answer. */
  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH);
      try {
        const result = await deliver(batch);
        if (result === 'refused' && failures === 0) log.warn({}, 'The collector of traces refuses spans');
        if (result === 'taken' && failures > 0) log.info({}, 'The collector of traces answers again');
        failures = result === 'taken' ? 0 : failures + 1;
        counted(result === 'taken' ? 'sent' : 'lost', batch.length);
        if (result === 'refused') return;
      } catch (error) {
        if (failures === 0)
          log.warn({ err: error }, 'The collector of traces does not answer: spans get lost');
        failures += 1;
        waiting = [...batch, ...waiting];
        trim();
        return;
      }
    }
  }

  /** The oldest are the least use. */
  function trim(): void {
    const over = waiting.length - MOST_WAITING;
    if (over <= 0) return;
    waiting = waiting.slice(over);
    counted('lost', over);
  }

  return {
    add(spans) {
      if (closed) return counted('lost', spans.length);
      waiting.push(...spans);
      if (waiting.length > MOST_WAITING) trim();
      schedule();
    },
    async close() {
      if (closed) return;
      await busy;
      closed = true;
      await flush();
      if (waiting.length > 0) counted('lost', waiting.length);
      waiting = [];
    },
  };
}
