/** What a composition needs before anything is opened: said in one sentence, all at once. */
import type { ServiceName, ValuesOf } from '@fanfare/kernel';
import { StartError, serviceNames } from '@fanfare/kernel';
import type { serverSettings } from './settings.ts';

type ServerValues = ValuesOf<typeof serverSettings>;

/** Where a service answers when it does not run in this process. */
export function serviceUrls(values: ServerValues, service: ServiceName): readonly string[] {
  return values[serviceUrlName(service)] as readonly string[];
}

export function serviceUrlName(service: ServiceName): keyof ServerValues {
  return `FANFARE_${service.toUpperCase().replace('-', '_')}_URL` as keyof ServerValues;
}

/** @throws StartError for a name that is no service */
export function chosenServices(names: readonly string[]): readonly ServiceName[] {
  if (names.length === 1 && names[0] === 'all') return serviceNames;
  const unknown = names.filter((name) => !serviceNames.some((service) => service === name));
  if (unknown.length > 0 || names.length === 0) {
    throw new StartError(
      `FANFARE_SERVICES must be "all" or some of ${serviceNames.join(', ')}, not "${names.join(',')}".`,
    );
  }
  return serviceNames.filter((service) => names.includes(service));
}

/** Engines that several processes must share, and where the missing services answer. */
function missingSettings(values: ServerValues, services: readonly ServiceName[]): string[] {
  const missing: string[] = [];
  if (values.DATABASE_URL === null) missing.push('DATABASE_URL');
  if (values.NOTIFICATION_DATABASE_URL === null) missing.push('NOTIFICATION_DATABASE_URL');
  if (values.REDIS_URL === null) missing.push('REDIS_URL');
  if (values.KAFKA_BROKERS.length === 0) missing.push('KAFKA_BROKERS');
  if (values.FANFARE_INTERNAL_KEY === null) missing.push('FANFARE_INTERNAL_KEY');
  for (const service of serviceNames) {
    if (!services.includes(service) && serviceUrls(values, service).length === 0)
      missing.push(serviceUrlName(service));
  }
  return missing;
}

/** @throws StartError that lists every missing setting, or says which two contradict each other */
export function checkRequirements(values: ServerValues, services: readonly ServiceName[]): void {
  if (services.length < serviceNames.length) {
    const missing = missingSettings(values, services);
    if (missing.length > 0) {
      throw new StartError(
        `A process with only ${services.join(', ')} shares its engines with the others; set ${missing.join(', ')} (or run all services in one process).`,
      );
    }
  }
  const { DATABASE_URL: primary, DATABASE_READ_URL: replica } = values;
  if (replica !== null && new URL(replica).protocol !== new URL(primary ?? 'sqlite:').protocol) {
    throw new StartError(
      'DATABASE_READ_URL is a replica of DATABASE_URL: set both to the same kind of server.',
    );
  }
}
