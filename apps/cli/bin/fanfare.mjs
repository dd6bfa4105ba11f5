#!/usr/bin/env node
// `npx fanfare` in the checkout: the same bootstrap as `make start`, then the command.
import { bootstrap, runNode } from '../../../tools/bootstrap.mjs';

const runtime = await bootstrap();
if (runtime) await runNode(runtime, ['apps/cli/src/main.ts', ...process.argv.slice(2)]);
