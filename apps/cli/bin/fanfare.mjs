#!/usr/bin/env node
// `npx fanfare` in the checkout: the same bootstrap as `make start`, then the command.
import { bootstrap, runNode } from '../../../tools/bootstrap.mjs';

// It runs in the checkout; a file that is named lies where the command was called.
process.env.INIT_CWD = process.cwd();
const runtime = await bootstrap();
if (runtime) await runNode(runtime, ['apps/cli/src/main.ts', ...process.argv.slice(2)]);
