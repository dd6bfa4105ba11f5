/** What people can do at this moment, from what does not work. */
import type { ServiceName } from '@fanfare/kernel';
import type { Failing } from './totals.ts';

export const levels = ['ok', 'degraded', 'down'] as const;
export type Level = (typeof levels)[number];

export const abilityNames = ['reading', 'posting', 'live', 'search', 'notifications'] as const;
export type AbilityName = (typeof abilityNames)[number];
export type Abilities = Record<AbilityName, Level>;

type Effects = Partial<Abilities>;

/** Without a service: one that cannot reach its database serves as little as one that does not answer. */
const withoutService: Record<ServiceName, Effects> = {
  // Whoever is signed in stays so; nobody can sign in.
  auth: { reading: 'degraded', posting: 'degraded' },
  // What was posted is accepted, but nobody can be shown it.
  read: { reading: 'down', posting: 'degraded', live: 'degraded', search: 'down', notifications: 'down' },
  write: { posting: 'down' },
  timeline: { reading: 'degraded' },
  'user-graph': { reading: 'degraded', live: 'degraded', notifications: 'down' },
  fanout: { live: 'degraded' },
  search: { search: 'down' },
  notification: { live: 'down', notifications: 'down' },
};

const withoutPart: Readonly<Record<string, Effects>> = {
  // Home comes from SQL.
  cache: { reading: 'degraded', live: 'degraded' },
  media: { reading: 'degraded', posting: 'degraded' },
  kafka: { live: 'degraded', search: 'degraded', notifications: 'degraded' },
  notification_database: withoutService.notification,
  'auth.identity': withoutService.auth,
  'search.index': { search: 'down' },
  'notification.streams': { live: 'down' },
  // Nobody can say how any of the groups is.
  events: { live: 'degraded', search: 'degraded', notifications: 'degraded' },
  // Events of this group wait, or are tried again.
  'events.search': { search: 'degraded' },
  'events.notification': { live: 'degraded', notifications: 'degraded' },
  'events.timeline': { live: 'degraded' },
  'events.fanout': { live: 'degraded' },
};

export function abilitiesOf(failing: readonly Failing[]): Abilities {
  const abilities: Abilities = {
    reading: 'ok',
    posting: 'ok',
    live: 'ok',
    search: 'ok',
    notifications: 'ok',
  };
  for (const one of failing) {
    for (const effect of effectsOf(one)) {
      for (const name of abilityNames) {
        const level = effect[name] ?? 'ok';
        // Whom the gateway sends to the others is served.
        abilities[name] = worst([abilities[name], one.others && level === 'down' ? 'degraded' : level]);
      }
    }
  }
  return abilities;
}

function effectsOf({ services, part }: Failing): Effects[] {
  if (part !== null && part !== 'database') return [withoutPart[part] ?? {}];
  return services.map((service) => withoutService[service as ServiceName] ?? {});
}

/** down: nobody can read or nobody can post. */
export function overall(abilities: Abilities, failing: readonly Failing[]): Level {
  if (abilities.reading === 'down' || abilities.posting === 'down') return 'down';
  return failing.length > 0 ? 'degraded' : 'ok';
}

export function worst(of: readonly Level[]): Level {
  return levels.findLast((level) => of.includes(level)) ?? 'ok';
}
