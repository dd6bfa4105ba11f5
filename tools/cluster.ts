// `make cluster`: node tools/cluster.ts [--port N] [--instances N] [--observe no]. Ends with Ctrl-C, and takes its data away.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { startCluster } from '@fanfare/cluster';
import { buildWeb } from './web.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8080' },
    instances: { type: 'string', default: '2' },
    observe: { type: 'string', default: 'yes' },
  },
});
const ending = new Promise<void>((resolve) => {
  // Kept for good: a second signal must not leave half of it running.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
});
const began = Date.now();
// Each instance of read reads the same build; without one there are the pages all the same.
await buildWeb(process.execPath);
console.log('Starting every engine and eight services natively; the first time installs what is missing');
const cluster = await startCluster({
  port: Number(values.port),
  instances: Number(values.instances),
  observe: values.observe !== 'no',
  progress: (what, detail) => console.log(`  ${what.padEnd(16)} ${detail.split('\n')[0]}`),
});
const file = join(cluster.folder, 'environment');
const lines = Object.entries(cluster.environment).map(([name, value]) => `${name}='${value}'\n`);
await writeFile(file, lines.join(''), { mode: 0o600 });
console.log(`
  Fanfare is ready at ${styleText('bold', cluster.url)} after ${Math.round((Date.now() - began) / 1000)} s

  Commands         set -a; . ${file}; npx fanfare doctor
  Logs             ${cluster.folder}/*.log
${Object.entries(cluster.observers?.pages ?? {})
  .map(([what, page]) => `  ${what.padEnd(16)} ${page}\n`)
  .join('')}  Stop             Ctrl-C; the data goes with it
`);
await ending;
console.log('Stopping');
await cluster.stop();
