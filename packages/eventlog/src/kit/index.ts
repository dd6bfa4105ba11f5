/** The conformance kit: whoever passes keeps the event log's promises. */
import { describe } from 'node:test';
import { awayTests } from './away.ts';
import { beginTests } from './begin.ts';
import { chaosTests } from './chaos.ts';
import { failureTests } from './failures.ts';
import { harnessOf } from './harness.ts';
import { killTests } from './kill.ts';
import { lateTests } from './late.ts';
import { orderTests } from './order.ts';
import { severalTests } from './several.ts';
import { sourceTests } from './sources.ts';
import { stopTests } from './stop.ts';
import { watchedTests } from './watched.ts';
import type { KitTraits } from './world.ts';

export { embedded, type KitTraits, type KitWorld, type OpenWorld } from './world.ts';

/**
 * Registers the tests. `module` is the URL of the adapter's module that exports `openWorld: OpenWorld`; child
 * processes, which are killed, import it too.
 */
export function eventLogKit(name: string, module: string, traits: KitTraits): void {
  const open = harnessOf(module, traits);
  describe(`event log on ${name}`, () => {
    orderTests(open);
    failureTests(open);
    awayTests(open);
    beginTests(open);
    sourceTests(open);
    stopTests(open);
    watchedTests(open, traits);
    if (traits.chaos) chaosTests(open);
    if (traits.several) severalTests(open);
    if (traits.lateCommits) lateTests(open);
    killTests(open, module);
  });
}
