// Runs one of our TypeScript tools on a fresh clone too: node tools/run.mjs tools/check.ts [arguments].
import { oldNode } from './node-version.mjs';

if (oldNode) {
  process.stderr.write(`${oldNode}\n`);
  process.exitCode = 2;
} else {
  const { bootstrap, runNode } = await import('./bootstrap.mjs');
  const runtime = await bootstrap();
  if (runtime) await runNode(runtime, process.argv.slice(2));
}
