// `make test`, `make test-long`, `make test-engines`, `make test-web`: node tools/test.ts [--long|--engine|--web] [--serial] [--list] [folder or file ...]
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { parseArgs } from 'node:util';
import { root, sourceFiles } from './files.ts';
import { report } from './test-report.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    long: { type: 'boolean', default: false },
    engine: { type: 'boolean', default: false },
    web: { type: 'boolean', default: false },
    /** One file after the other. */
    serial: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});
// A cluster is sixteen processes, and there are hundreds of test processes: what the loader makes of the sources is kept.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'fanfare');
/** Kinds that plain `make test` leaves out. */
const kinds = ['.long.test.ts', '.engine.test.ts', '.web.test.ts'];
const suffix = values.long
  ? '.long.test.ts'
  : values.engine
    ? '.engine.test.ts'
    : values.web
      ? '.web.test.ts'
      : '.test.ts';
const files = sourceFiles(positionals.length > 0 ? positionals : undefined).filter(
  (path) => path.endsWith(suffix) && (kinds.includes(suffix) || !kinds.some((kind) => path.endsWith(kind))),
);

if (values.list) {
  for (const file of files) console.log(file);
} else if (files.length === 0) {
  console.log(`No ${suffix} files here.\n0 passed, 0 failed`);
  process.exitCode = 1;
} else {
  const given = new AbortController();
  // Tests on engines wait for engines half of their time.
  const events = run({
    files: files.map((file) => join(root, file)),
    concurrency: values.serial ? 1 : availableParallelism() * (values.engine ? 2 : 1),
    isolation: 'process',
    signal: given.signal,
  });
  const { passed, failed } = await report(events, files, process.stdout, () => given.abort());
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
