/** The conformance kit on MySQL without Kafka. */
import { mysqlPlaces } from '../kit/databases.test-support.ts';
import type { KitWorld } from '../kit/world.ts';
import { openWorld as openOn } from './world.test-support.ts';

export function openWorld(folder: string): Promise<KitWorld> {
  return openOn(folder, mysqlPlaces);
}
