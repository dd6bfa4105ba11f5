/** What `/health/ready` shows: each engine, each module's own checks, and how far the consumers are. */
import type { HealthPart, ServiceModule } from '@fanfare/http';
import type { Health } from '@fanfare/kernel';
import type { ContractClients } from './contract-clients.ts';
import type { Engines } from './engines/index.ts';

/** Without a needed part the process cannot serve; the others only degrade what needs them. */
export function healthParts(
  modules: readonly ServiceModule[],
  engines: Engines,
  others: ContractClients['health'],
): Record<string, HealthPart> {
  const own = modules.length === 1 && modules[0]?.name === 'notification';
  const database = own ? engines.notificationDb : engines.db;
  const parts: Record<string, HealthPart> = {
    database: { needed: true, check: () => database.health() },
    cache: { needed: false, check: () => engines.cache.health() },
    media: { needed: false, check: () => engines.blob.health() },
    mail: { needed: false, check: () => engines.mail.health() },
    events: { needed: false, check: () => consumersHealth(engines) },
  };
  // Where one file holds both, one answer says it.
  const apart = !own && modules.some(({ name }) => name === 'notification');
  if (apart && engines.notificationDb.connections !== undefined)
    parts.notification_database = { needed: false, check: () => engines.notificationDb.health() };
  const { health } = engines.eventLog;
  if (health !== undefined) parts.kafka = { needed: false, check: health };
  for (const module of modules) {
    for (const [name, check] of Object.entries(module.health ?? {}))
      parts[`${module.name}.${name}`] = { needed: false, check };
  }
  for (const [service, check] of others) parts[service] = { needed: false, check };
  return parts;
}

async function consumersHealth(engines: Engines): Promise<Health> {
  const groups = await engines.eventLog.state();
  const paused = groups.flatMap((group) =>
    group.paused === null ? [] : `${group.group} waits: ${group.paused.cause}`,
  );
  const retries = groups.reduce((sum, group) => sum + group.retries, 0);
  const lag = groups.reduce((most, group) => Math.max(most, group.lag), 0);
  return {
    ok: paused.length === 0 && retries === 0,
    detail: [`${lag} events behind`, `${retries} to be retried`, ...paused].join(', '),
  };
}
