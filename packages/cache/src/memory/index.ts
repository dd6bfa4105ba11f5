export { memoryCache } from './client.ts';
export { type MemoryOptions, type MemoryServer, memoryServer } from './server.ts';
