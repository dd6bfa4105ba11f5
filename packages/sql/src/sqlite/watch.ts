import type { Connection } from './connection.ts';

/** How often an idle engine looks, in ms. */
const PERIOD = 1_000;

export interface Watch {
  /** Looks now, on the writing connection. */
  look(): void;
  stop(): void;
}

/** Tells when another program has written to the file: its own commits do not move a connection's data_version. */
export function watchForeignWrites(
  writer: Connection,
  idle: () => boolean,
  onForeignWrite: () => void,
): Watch {
  const version = () => {
    const { rows } = writer.execute<{ data_version: number }>({ sql: 'PRAGMA data_version', parameters: [] });
    return rows[0]?.data_version ?? 0;
  };
  let last = version();

  function look(): void {
    const now = version();
    if (now === last) return;
    last = now;
    onForeignWrite();
  }

  const timer = setInterval(() => {
    if (idle()) look();
  }, PERIOD).unref();
  return { look, stop: () => clearInterval(timer) };
}
