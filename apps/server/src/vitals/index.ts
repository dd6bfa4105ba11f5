/** How this process is, and how all of them are. */
import type { ProcessVitals, Vitals } from '@fanfare/contracts';
import type { EventLog } from '@fanfare/eventlog';
import type { HealthPart, RequestContext } from '@fanfare/http';
import type { Clock, Log, Part, ServiceName } from '@fanfare/kernel';
import { periodic } from '@fanfare/kernel';
import type { Metrics } from '@fanfare/telemetry';
import type { AllValues } from '../services.ts';
import { everybody } from './everybody.ts';
import { lately } from './lately.ts';
import { ownVitals } from './own.ts';

export interface PlaceVitals {
  own(): Promise<Vitals>;
  /** Of every process that a URL leads to; never fails. */
  all(): Promise<ProcessVitals[]>;
  /** Remembers the last minute while it runs. */
  readonly part: Part;
}

interface VitalsNeeds {
  values: AllValues;
  services: readonly ServiceName[];
  metrics: Metrics;
  eventLog: EventLog;
  clock: Clock;
  log: Log;
  context: RequestContext;
  /** Asked at each call: modules are made after this. */
  health(): Readonly<Record<string, HealthPart>>;
}

const MARK_EVERY = 20_000;

export function placeVitals(needs: VitalsNeeds): PlaceVitals {
  const { values, services, metrics, clock, log, context } = needs;
  const minute = lately(metrics, clock);
  const own = () => ownVitals({ ...needs, lately: minute });
  const others = everybody(values, services, own, context);
  const marks = periodic('the last minute', MARK_EVERY, log, minute.mark);
  return {
    own,
    all: others.ask,
    part: {
      name: 'vitals',
      start: marks.start,
      async stop() {
        await marks.stop();
        others.close();
      },
    },
  };
}
