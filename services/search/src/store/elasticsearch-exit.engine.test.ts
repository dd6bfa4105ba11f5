import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { engineUrl, ownNamespace } from '@fanfare/engines';
import { dropIndices } from './elasticsearch-drop.fixture.ts';

test('a process that has closed its index ends by itself', async () => {
  const url = await engineUrl('elasticsearch');
  const namespace = ownNamespace();
  const program = `
    import { elasticsearchIndex } from '${new URL('./search-elasticsearch.ts', import.meta.url)}';
    import { silentLog, systemClock } from '@fanfare/kernel';
    const where = { url: '${url}', namespace: '${namespace}' };
    const index = await elasticsearchIndex({ ...where, log: silentLog, clock: systemClock });
    await index.rebuild((async function* () { yield [{ kind: 'tag', name: 'a', version: 1 }]; })());
    await index.apply([{ kind: 'tag', name: 'b', version: 1 }]);
    await index.close();
    await index.apply([{ kind: 'tag', name: 'c', version: 1 }]).catch((error) => console.log(error.code));`;
  const options = { cwd: import.meta.dirname };
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', program],
    options,
  );
  assert.deepEqual([stdout.trim(), stderr], ['shutting_down', '']);
  await dropIndices(url, namespace);
});
