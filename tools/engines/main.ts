// npm run engines -- up [name ...] [--durable] | down [name ...] | status | list | install [name ...]
import { parseArgs } from 'node:util';
import { engineNamed, engines, optionalEngines } from './engines.ts';
import { down, up, world } from './world.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { durable: { type: 'boolean', default: false } },
});
const [verb = 'status', ...given] = positionals;
const names = given.length > 0 ? given : [...engines.keys()];

const verbs: Record<string, () => Promise<void>> = {
  async up() {
    const running = await up(names, { durable: values.durable });
    for (const name of names) console.log(line(name, running[name]?.url ?? '', running[name]?.version ?? ''));
  },
  async down() {
    const ended = await down(given);
    console.log(ended.length > 0 ? `Ended: ${ended.join(', ')}` : 'Nothing ran.');
  },
  async status() {
    const running = Object.entries(await world());
    for (const [name, { url, version }] of running) console.log(line(name, url, version));
    if (running.length === 0) console.log('No engine runs. Start some: npm run engines -- up postgres redis');
  },
  async list() {
    for (const { name, about } of engines.values()) console.log(line(name, about, ''));
    for (const { name, about } of optionalEngines.values())
      console.log(line(name, about, 'only when it is named'));
  },
  async install() {
    for (const name of names) {
      await engineNamed(name).install();
      console.log(line(name, (await engineNamed(name).version()).trim(), ''));
    }
  },
};

const chosen = verbs[verb];
if (chosen === undefined) {
  console.error(`'${verb}' is none of: ${Object.keys(verbs).join(', ')}`);
  process.exitCode = 2;
} else {
  await chosen().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}

function line(name: string, url: string, version: string): string {
  return `${name.padEnd(14)} ${url}${version === '' ? '' : `  (${version.split('\n')[0]})`}`;
}
