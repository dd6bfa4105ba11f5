import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StartError } from './errors.ts';
import { defineSettings, readSettings, setting } from './settings.ts';

const declared = defineSettings({
  PORT: setting.integer({ min: 0, max: 65535 }, { default: 3000, help: 'port' }),
  MODE: setting.choice(['open', 'closed'], { default: 'open', help: 'mode' }),
  LIMITS: setting.flag({ default: true, help: 'limits' }),
  DB: setting.url(['postgres'], { default: null, secret: true, help: 'database' }),
  NAMES: setting.list({ default: ['all'], help: 'names' }),
  SHARE: setting.ratio({ default: 0.5, help: 'share' }),
});

describe('settings', () => {
  it('have defaults, and an empty text counts as unset', () => {
    assert.deepEqual(readSettings(declared, { PORT: '' }), {
      PORT: 3000,
      MODE: 'open',
      LIMITS: true,
      DB: null,
      NAMES: ['all'],
      SHARE: 0.5,
    });
  });

  it('are read by their kind', () => {
    const values = readSettings(declared, {
      PORT: '80',
      MODE: 'closed',
      LIMITS: 'off',
      DB: 'postgres://u:p@h/d',
      NAMES: 'a, b',
      SHARE: '.25',
    });
    assert.deepEqual(values, {
      PORT: 80,
      MODE: 'closed',
      LIMITS: false,
      DB: 'postgres://u:p@h/d',
      NAMES: ['a', 'b'],
      SHARE: 0.25,
    });
  });

  it('stop the start with what to write instead', () => {
    const wrong = [
      [{ PORT: '70000' }, 'PORT must be a whole number from 0 to 65535, not "70000".'],
      [{ MODE: 'ajar' }, 'MODE must be one of open, closed, not "ajar".'],
      [{ LIMITS: 'maybe' }, 'LIMITS must be on or off, not "maybe".'],
    ] as const;
    for (const [environment, message] of wrong) {
      assert.throws(
        () => readSettings(declared, environment),
        (error) => error instanceof StartError && error.message === message && error.exitCode === 2,
      );
    }
  });

  it('never repeat a secret', () => {
    assert.throws(
      () => readSettings(declared, { DB: 'mysql://root:hunter2@h/d' }),
      (error) => error instanceof Error && !error.message.includes('hunter2'),
    );
  });
});
