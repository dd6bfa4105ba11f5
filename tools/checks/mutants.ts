/** Every mutant still fits the code it breaks. */
import { spawnSync } from 'node:child_process';

const run = spawnSync(process.execPath, ['tests/mutants/run.ts', '--check'], { stdio: 'inherit' });
process.exitCode = run.status ?? 1;
