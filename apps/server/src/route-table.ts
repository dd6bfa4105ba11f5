/** The route table without a server: the modules are composed on an empty folder and never started. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, silentLog } from '@fanfare/kernel';
import type { Composition } from './compose.ts';
import { compose } from './compose.ts';
import { allSettings } from './services.ts';

/** As `compose` takes it. */
export const allRoutes = async (): Promise<Composition['routes']> => (await routeTable({})).routes;

/** @param environment of which PUBLIC_URL and PORT count */
export async function routeTable(
  environment: Record<string, string | undefined>,
): Promise<Pick<Composition, 'routes' | 'publicUrl'>> {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-routes-'));
  try {
    const { PUBLIC_URL, PORT } = environment;
    const values = readSettings(allSettings, { PUBLIC_URL, PORT, FANFARE_DATA: folder });
    const composition = await compose(values, { log: silentLog, listen: false });
    await composition.stop();
    return { routes: composition.routes, publicUrl: composition.publicUrl };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
