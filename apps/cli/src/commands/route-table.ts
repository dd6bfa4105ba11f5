/** The route table without a server: the modules are composed on an empty folder and never started. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, silentLog } from '@fanfare/kernel';
import type { Composition } from '@fanfare/server';
import { allSettings, compose } from '@fanfare/server';

export async function withRouteTable<Result>(
  environment: Record<string, string | undefined>,
  work: (routes: Composition['routes'], publicUrl: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-routes-'));
  try {
    const values = readSettings(allSettings, {
      PUBLIC_URL: environment.PUBLIC_URL,
      PORT: environment.PORT,
      FANFARE_DATA: folder,
    });
    const composition = await compose(values, { log: silentLog, listen: false });
    try {
      return await work(composition.routes, composition.publicUrl);
    } finally {
      await composition.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
