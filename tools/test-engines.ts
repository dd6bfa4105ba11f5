// `make test-engines`: node tools/test-engines.ts [folder or file ...]. Leaves running what ran before.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { engines } from './engines/engines.ts';
import { down, up, world } from './engines/world.ts';
import { root } from './files.ts';

const before = Object.keys(await world());
const names = [...engines.keys()];
console.log('Installing and starting the engines');
const began = Date.now();
const running = await up(names, { durable: false });
for (const name of names) console.log(`  ${name.padEnd(14)} ${running[name]?.version.split('\n')[0] ?? ''}`);
console.log(`Ready after ${Math.round((Date.now() - began) / 1000)} s`);

const args = [join(root, 'tools/test.ts'), '--engine', ...process.argv.slice(2)];
const tests = spawn(process.execPath, args, { stdio: 'inherit' });
const [code] = await once(tests, 'exit');
await down(names.filter((name) => !before.includes(name)));
process.exitCode = typeof code === 'number' ? code : 1;
