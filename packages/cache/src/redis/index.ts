export { type RedisOptions, redisCache } from './client.ts';
