/** SIGTERM at any moment of a start on the real engines ends the process soon and in order. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { serviceNames } from '@fanfare/kernel';
import { ownSpaces } from '@fanfare/testkit/cluster';
import { Admin } from '@platformatic/kafka';
import type { StoppedStart } from '../support/stopped-start.ts';
import { ENDS_WITHIN, stoppedStart } from '../support/stopped-start.ts';

/** Between two moments of the sweep, in ms. */
const STEP = 250;

const elsewhere = Object.fromEntries(
  serviceNames.map((name) => [`FANFARE_${name.toUpperCase().replace('-', '_')}_URL`, 'http://127.0.0.1:1']),
);

function inOrder({ code, took, output }: StoppedStart): void {
  assert.equal(code, 0, `after ${Math.round(took)} ms:\n${output}`);
  assert.ok(took < ENDS_WITHIN, `it took ${Math.round(took)} ms:\n${output}`);
  // Its bound would have ended it.
  assert.doesNotMatch(output, /Not everything has ended/);
}

describe('a process that is told to stop while it starts', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fanfare-stopped-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  function settingsOf(
    spaces: { settings: Record<string, string> },
    services: string,
  ): Record<string, string> {
    return {
      ...spaces.settings,
      ...elsewhere,
      FANFARE_DATA: folder,
      FANFARE_INTERNAL_KEY: 'a key that nobody guesses, of the test',
      FANFARE_SERVICES: services,
      LOG_LEVEL: 'info',
      PORT: '0',
    };
  }

  // One with the core database, one without; the first starts of a deployment, when topics and tables are missing.
  for (const service of ['write', 'notification']) {
    it(`ends while the topics of Kafka are made: ${service}`, async () => {
      const spaces = await ownSpaces('postgres');
      const settings = settingsOf(spaces, service);
      const admin = new Admin({
        clientId: 'stopped-start',
        bootstrapBrokers: (settings.KAFKA_BROKERS ?? '').split(','),
      });
      try {
        const begun = async () => {
          for (;;) {
            const topics = await admin.listTopics();
            if (topics.some((name) => name.startsWith(`${settings.FANFARE_NAMESPACE}.`))) return;
          }
        };
        const stopped = await stoppedStart(settings, begun);
        assert.match(stopped.output, /Stopping.*Topics were made/s);
        inOrder(stopped);
      } finally {
        await admin.close();
        await spaces.drop();
      }
    });
  }

  it('ends at any other moment', async () => {
    const spaces = await ownSpaces('postgres');
    const settings = settingsOf(spaces, 'all');
    try {
      for (let after = STEP; ; after += STEP) {
        const stopped = await stoppedStart(settings, () => pause(after));
        // Until it listens to signals the system ends it.
        if (stopped.output.includes('Stopping')) inOrder(stopped);
        if (stopped.ready) return;
      }
    } finally {
      await spaces.drop();
    }
  });
});
