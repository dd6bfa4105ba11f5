/**
 * The first of our scripts, and nearly nothing: what the server wrote is painted, with its pictures, before the client
 * takes the processor. The client's files are on their way meanwhile, because the page names them.
 */
import { painted } from './app/painted.ts';

await painted();
performance.mark('client-start');
const { takeOver } = await import('./take-over.tsx');
await takeOver();
