/** The conformance kit on Kafka as a whole deployment has it: core on Postgres, notification on MySQL. */
import { mixedPlaces } from '../kit/databases.test-support.ts';
import type { KitWorld } from '../kit/world.ts';
import { openWorld as openOn } from './world.test-support.ts';

export function openWorld(folder: string): Promise<KitWorld> {
  return openOn(folder, mixedPlaces);
}
