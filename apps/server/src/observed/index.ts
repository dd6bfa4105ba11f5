/** The engines as modules get them: each call is counted and timed, and is a span where it belongs to a trace. */
import type { Metrics, Tracer } from '@fanfare/telemetry';
import { engineCalls, noMetrics } from '@fanfare/telemetry';
import type { Engines } from '../engines/index.ts';
import { observedBlob } from './blob.ts';
import { observedCache } from './cache.ts';
import { observedMail } from './mail.ts';

/** Databases tell of themselves (`databases.ts`); search and identities are watched where their clients are. */
export function observedEngines(engines: Engines, metrics: Metrics, tracer: Tracer): Engines {
  if (metrics === noMetrics && !tracer.collects) return engines;
  return {
    ...engines,
    cache: observedCache(engines.cache, engineCalls(metrics, tracer, 'cache')),
    blob: observedBlob(engines.blob, engineCalls(metrics, tracer, 'media')),
    mail: observedMail(engines.mail, engineCalls(metrics, tracer, 'mail')),
  };
}
