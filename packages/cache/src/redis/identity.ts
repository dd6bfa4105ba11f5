/** Who answers: which program, which memory, which role. Asked before a connection is used, and again each second. */
import type { Connection, Reply } from './connection.ts';

export interface Identity {
  /**
   * Names the memory behind. The process's own id changes when it is started again; the id of its history changes when
   * a replica takes over or a master that was one before becomes it again, since either may lack the last writes.
   */
  run: string;
  version: string;
  cluster: boolean;
  master: boolean;
}

/** Long enough that no two are the same; a mark in each list carries it. */
const DIGITS = 16;

/** Asks, and notes the run on the connection. @throws like `send` */
export async function identify(connection: Connection): Promise<Identity> {
  const identity = readIdentity(await connection.send(['INFO', 'server', 'replication', 'cluster']));
  connection.run = identity.run;
  return identity;
}

export function readIdentity(info: Reply): Identity {
  const text = String(info);
  const field = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  return {
    run: `${field('run_id').slice(0, DIGITS)}-${field('master_replid').slice(0, DIGITS)}`,
    version: field('redis_version'),
    cluster: field('cluster_enabled') === '1' || field('redis_mode') === 'cluster',
    master: field('role') !== 'slave',
  };
}
