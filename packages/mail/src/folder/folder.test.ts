import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { silentLog } from '@fanfare/kernel';
import { mailKit } from '../kit/index.ts';
import { folderMail } from './index.ts';

async function setup(log = silentLog) {
  const base = await mkdtemp(join(tmpdir(), 'fanfare-mail-'));
  const folder = join(base, 'mail');
  return {
    folder,
    mail: folderMail({ folder, log }),
    async arrived() {
      const names = await readdir(folder).catch(() => []);
      return await Promise.all(names.toSorted().map((name) => readFile(join(folder, name))));
    },
    async away(during: () => Promise<void>) {
      // A file where the folder should be: nothing can be written, whoever runs the test.
      const there = await stat(folder).catch(() => null);
      if (there !== null) await rename(folder, `${folder}-kept`);
      await writeFile(folder, 'in the way');
      try {
        await during();
      } finally {
        await rm(folder);
        if (there !== null) await rename(`${folder}-kept`, folder);
      }
    },
    close: () => rm(base, { recursive: true, force: true }),
  };
}

mailKit('folder', () => setup());

test('a letter is a file for its owner only, and the log says so without telling on anybody', async (context) => {
  const said: unknown[] = [];
  const log = { ...silentLog, info: (fields: object, message: string) => void said.push(fields, message) };
  const { mail, folder, close } = await setup(log);
  context.after(close);
  assert.equal(mail.delivers, false);
  await mail.send({ to: 'secret@example.com', subject: 'secret', text: 'secret' });
  const [name = ''] = await readdir(folder);
  assert.match(name, /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-[0-9a-f]{8}\.eml$/);
  assert.equal((await stat(join(folder, name))).mode & 0o077, 0);
  assert.equal((await stat(folder)).mode & 0o077, 0);
  assert.deepEqual(said[0], { file: name });
  assert.match(String(said[1]), /SMTP_URL/);
  assert.doesNotMatch(JSON.stringify(said), /secret/);
});
