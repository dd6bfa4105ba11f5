import { authContract } from './auth.ts';
import { readContract } from './read.ts';
import { searchContract } from './search.ts';
import { timelineContract } from './timeline.ts';
import { userGraphContract } from './user-graph.ts';
import { writeContract } from './write.ts';

/** Every service that offers something to the others. */
export const contracts = {
  auth: authContract,
  read: readContract,
  search: searchContract,
  timeline: timelineContract,
  'user-graph': userGraphContract,
  write: writeContract,
};

export * from './auth.ts';
export * from './read.ts';
export * from './search.ts';
export * from './timeline.ts';
export * from './user-graph.ts';
export * from './write.ts';
