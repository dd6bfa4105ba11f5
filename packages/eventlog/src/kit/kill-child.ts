/** A process that consumes until it is killed; says each event before its effect, within it and after it. */
import { writeSync } from 'node:fs';
import type { Updated } from './harness.ts';
import { recorder } from './harness.ts';
import { importWorld } from './world.ts';

const [module = '', folder = ''] = process.argv.slice(2);
const openWorld = await importWorld(module);
const world = await openWorld(folder);
const say = ({ id }: Updated) => void writeSync(1, `${id}\n`);
const log = await world.log();
log.consume([recorder({ database: world.core, before: say, within: say })]);
await log.start();
setInterval(() => undefined, 1_000);
