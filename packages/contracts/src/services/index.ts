import { authContract } from './auth.ts';
import { readContract } from './read.ts';
import { searchContract } from './search.ts';
import { serverContract } from './server.ts';
import { timelineContract } from './timeline.ts';
import { userGraphContract } from './user-graph.ts';
import { writeContract } from './write.ts';

/** Every service that offers something to the others, and the process itself. */
export const contracts = {
  auth: authContract,
  read: readContract,
  search: searchContract,
  server: serverContract,
  timeline: timelineContract,
  'user-graph': userGraphContract,
  write: writeContract,
};

export * from './auth.ts';
export * from './read.ts';
export * from './search.ts';
export * from './server.ts';
export * from './timeline.ts';
export * from './user-graph.ts';
export * from './vitals.ts';
export * from './write.ts';
