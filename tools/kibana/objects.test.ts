import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { savedObjects } from './objects.ts';

test('deploy/kibana is what the tool writes', async () => {
  const kept = await readFile(join(import.meta.dirname, '../../deploy/kibana/fanfare.ndjson'), 'utf8');
  assert.equal(kept, savedObjects(), 'make it again: node tools/kibana/main.ts');
});
