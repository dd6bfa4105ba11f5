import type { Log } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import type { Driver } from './driver.ts';
import { away } from './errors.ts';
import type { Address } from './url.ts';

/** How often an engine that is away is tried, in ms: soon at first, then calmly. */
const PAUSES = [100, 250, 500, 1_000];

/** Whether a server is there. While it is known to be away nobody waits for it: one probe at a time asks. */
export interface Reach {
  /** Why it is away; null: as far as known it is there. */
  readonly away: AppError | null;
  /** A connection could not be made. */
  failed(error: unknown): void;
  /** It kept somebody waiting: is it there at all? */
  doubt(): void;
  close(): void;
}

interface Needs {
  driver: Driver;
  address: Address;
  log: Log;
  /** Makes a connection and keeps it for whoever comes next. */
  probe(): Promise<void>;
  /** Nobody shall wait any longer. */
  onAway(error: AppError): void;
}

export function reachOf({ driver, address, log, probe, onAway }: Needs): Reach {
  let gone: AppError | null = null;
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  let probing = false;
  let closed = false;
  let tries = 0;
  const fields = { engine: driver.product, at: address.label };

  function schedule(): void {
    if (closed || timer !== undefined || probing) return;
    const pause = PAUSES[Math.min(tries, PAUSES.length - 1)];
    tries += 1;
    timer = setTimeout(() => {
      timer = undefined;
      ask();
    }, pause).unref();
  }

  function ask(): void {
    if (probing || closed) return;
    probing = true;
    probe().then(
      () => {
        probing = false;
        back();
      },
      (error: unknown) => {
        probing = false;
        failed(error);
      },
    );
  }

  function back(): void {
    tries = 0;
    if (gone === null) return;
    gone = null;
    log.info({ ...fields, ms: Date.now() - since }, 'The database is there again');
  }

  function failed(error: unknown): void {
    if (closed) return;
    if (gone === null) {
      since = Date.now();
      log.error({ ...fields, err: error }, 'The database is away');
    }
    gone = error instanceof AppError ? error : away(driver, `${address.label} cannot be reached`, error);
    onAway(gone);
    schedule();
  }

  return {
    get away() {
      return gone;
    },
    failed,
    doubt: ask,
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
