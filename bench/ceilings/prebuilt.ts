import { join } from 'node:path';
import { child } from '../harness/child.ts';
import type { Bodies } from './prebuilt-worker.ts';

export interface PrebuiltServer {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** The same HTTP server in a process of its own, answering each path with these bytes. */
export async function prebuiltServer(bodies: Bodies): Promise<PrebuiltServer> {
  const worker = child<Bodies, string>(join(import.meta.dirname, 'prebuilt-worker.ts'));
  return { url: await worker.ask(bodies), pid: worker.pid, stop: () => worker.stop() };
}
