/** All processes of the place, asked how they are: this one directly, the others where their services' URLs say. */
import type { ProcessVitals, Vitals } from '@fanfare/contracts';
import { contracts } from '@fanfare/contracts';
import type { RequestContext } from '@fanfare/http';
import { httpClient } from '@fanfare/http';
import type { ServiceName } from '@fanfare/kernel';
import { isAppError, serviceNames } from '@fanfare/kernel';
import { serviceUrls } from '../requirements.ts';
import type { AllValues } from '../services.ts';

export interface Everybody {
  /** Never fails, and takes no longer than the contract's deadline. */
  ask(): Promise<ProcessVitals[]>;
  close(): void;
}

interface Process {
  services: readonly string[];
  ask(): Promise<Vitals>;
}

export function everybody(
  values: AllValues,
  here: readonly ServiceName[],
  own: () => Promise<Vitals>,
  context: RequestContext,
): Everybody {
  const open: { close(): void }[] = [];
  const self: Process = { services: here, ask: own };
  const processes = [...othersOf(values, here)].map(([url, services]): Process => {
    const key = values.FANFARE_INTERNAL_KEY ?? '';
    const { client, close } = httpClient(contracts.server, { url, key, context });
    open.push({ close });
    return { services, ask: () => client.vitals({}) };
  });
  // Where this service has URLs of its own, this process is behind one of them.
  const listed = here.every((service) => processes.some(({ services }) => services.includes(service)));
  return {
    ask: () => Promise.all([...(listed ? [] : [self]), ...processes].map(told)),
    close() {
      for (const client of open) client.close();
    },
  };
}

/** The services behind each URL. In one process there is nobody else, whatever URLs say. */
function othersOf(values: AllValues, here: readonly ServiceName[]): Map<string, ServiceName[]> {
  const others = new Map<string, ServiceName[]>();
  if (here.length === serviceNames.length) return others;
  for (const service of serviceNames) {
    for (const url of serviceUrls(values, service)) others.set(url, [...(others.get(url) ?? []), service]);
  }
  return others;
}

async function told({ services, ask }: Process): Promise<ProcessVitals> {
  try {
    return { services, vitals: await ask() };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { services, vitals: null };
  }
}
