// Entry point of `make start`: node tools/start.mjs [--dev] [arguments of `fanfare serve`].
// Every Node parses this file, so an old one gets a sentence instead of a syntax error.
import { oldNode } from './node-version.mjs';

if (oldNode) {
  process.stderr.write(`${oldNode}\n`);
  process.exitCode = 2;
} else {
  const { bootstrap, runNode } = await import('./bootstrap.mjs');
  const { buildWeb, watchWeb } = await import('./web.mjs');
  const args = process.argv.slice(2);
  const dev = args[0] === '--dev';
  const watch = ['packages', 'services', 'apps'].map((folder) => `--watch-path=${folder}`);
  const main = ['apps/cli/src/main.ts', 'serve', ...(dev ? args.slice(1) : args)];
  const runtime = await bootstrap();
  if (runtime) {
    if (dev) {
      // The server reads a new build by itself.
      const ended = watchWeb(runtime);
      const settings = { PASSWORD_GRANT: 'on', RATE_LIMITS: 'off' };
      await runNode(runtime, [...watch, '--watch-preserve-output', ...main], settings, ended);
    } else {
      await buildWeb(runtime);
      await runNode(runtime, main);
    }
  }
}
