/** What the processes of a deployment say of themselves and of the engines that they stand on. */
import { isAppError } from '@fanfare/kernel';
import type { RemoteServices } from '@fanfare/server';
import type { Finding } from './commands/doctor.ts';

/** Which setting leads to a part. */
const settings: Record<string, string> = {
  database: 'DATABASE_URL (notification: NOTIFICATION_DATABASE_URL)',
  cache: 'REDIS_URL',
  media: 'MEDIA_URL',
  mail: 'SMTP_URL',
  events: 'KAFKA_BROKERS',
  kafka: 'KAFKA_BROKERS',
  'auth.identity': 'IDENTITY_URL',
  'search.index': 'ELASTICSEARCH_URL',
};

/** A part that several processes see alike is one finding. */
export async function processFindings(instances: RemoteServices['instances']): Promise<Finding[]> {
  const silent: Finding[] = [];
  const answering: Finding[] = [];
  const versions = new Set<string>();
  const seen = new Map<string, Finding & { by: string[] }>();
  await Promise.all(
    [...instances].map(async ([address, server]) => {
      const health = await server.health({}).catch((error: unknown) => {
        if (!isAppError(error)) throw error;
        silent.push({
          what: 'process',
          ok: false,
          detail: `nobody answers at ${address}: start that process, or correct the FANFARE_..._URL that names it (and see that FANFARE_INTERNAL_KEY is the same everywhere)`,
        });
        return null;
      });
      if (health === null) return;
      versions.add(health.version);
      const place = address === '' ? '' : ` at ${address}`;
      answering.push({
        what: 'process',
        ok: true,
        detail: `${health.services.join('+')} ${health.version}${place}`,
      });
      for (const [what, { ok, detail = ok ? 'well' : 'not well' }] of Object.entries(health.parts)) {
        const known = seen.get(`${what} ${ok} ${detail}`) ?? { what, ok, detail, by: [] };
        known.by.push(`${health.services.join('+')}${place}`);
        seen.set(`${what} ${ok} ${detail}`, known);
      }
    }),
  );
  const parts = [...seen.values()].map(({ what, ok, detail, by }) => {
    const advice = ok
      ? ''
      : `: see that it runs${settings[what] === undefined ? '' : `, or correct ${settings[what]}`}`;
    const who = ok
      ? by.length > 1
        ? ` (${by.length} processes)`
        : ''
      : ` (says ${by.toSorted().join(', ')})`;
    return { what, ok, detail: `${detail}${advice}${who}` };
  });
  const mixed: Finding[] =
    versions.size < 2
      ? []
      : [
          {
            what: 'version',
            ok: true,
            detail: `several run: ${[...versions].join(', ')}; finish the upgrade`,
          },
        ];
  const inOrder = (findings: Finding[], by: 'what' | 'detail') =>
    findings.toSorted((one, other) => one[by].localeCompare(other[by], 'en'));
  return [...silent, ...inOrder(answering, 'detail'), ...inOrder(parts, 'what'), ...mixed];
}
