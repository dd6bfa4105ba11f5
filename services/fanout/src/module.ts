/** fanout: spreads posts to followers, as jobs for timeline, and sends the heartbeat. */
import type { CoreTables } from '@fanfare/contracts/tables';
import type { ServiceModule } from '@fanfare/http';
import type { Clock, Log, ValuesOf } from '@fanfare/kernel';
import { periodic } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import type { Metrics } from '@fanfare/telemetry';
import type { fanoutSettings } from './config.ts';
import { HEARTBEAT_EVERY } from './config.ts';
import { onStatusPublished } from './consumers/status-published.ts';
import { redeliverOpen } from './flows/redeliver.ts';
import { sweepJobs } from './store/jobs.ts';

export interface FanoutNeeds {
  db: Database<CoreTables>;
  log: Log;
  clock: Clock;
  metrics: Metrics;
}

const SWEEP_EVERY = 60 * 60_000;

export function fanoutModule(values: ValuesOf<typeof fanoutSettings>, needs: FanoutNeeds): ServiceModule {
  const { db, log, clock } = needs;

  /** Goes through the log and every stream, so that health cannot be green while they are dead. */
  function beat(): Promise<void> {
    return db.unit(async (unit) => unit.emit('heartbeat', { node: 0, beat: clock.now() }), {
      lane: 'fanout',
    });
  }
  const heart = periodic('heartbeat', HEARTBEAT_EVERY, log, beat);
  const sweep = periodic('old delivery jobs', SWEEP_EVERY, log, () => sweepJobs(db, clock.now()));

  return {
    name: 'fanout',
    provides: null,
    routes: [],
    consumers: [
      {
        group: 'fanout',
        database: db,
        lane: 'fanout',
        handlers: { 'status.published': onStatusPublished(needs, values.FANOUT_SLICE) },
        rebuild: () => redeliverOpen(db, values.FANOUT_SLICE),
      },
    ],
    async start() {
      await beat();
      await heart.start();
      await sweep.start();
    },
    async stop() {
      await sweep.stop();
      await heart.stop();
    },
  };
}
