/** A whole deployment, native and on this machine: for `make cluster` and for drills. */
export type { Cluster, ClusterOptions } from './cluster.ts';
export { startCluster } from './cluster.ts';
export type { EngineName } from './engines.ts';
export type { Service } from './service.ts';
export { service } from './service.ts';
