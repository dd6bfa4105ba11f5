/** Promise 8 for uploads: what is no picture is refused, whatever it says it is, and leaves nothing behind. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Network, Person } from '@fanfare/testkit';
import { startNetwork, testedOn } from '@fanfare/testkit';
import { digestOf } from './bad-input/digest.ts';
import { noPictures } from './bad-input/no-pictures.ts';

const MIB = 1024 * 1024;

describe('an upload that is no picture', () => {
  let network: Network;
  let person: Person;
  before(async () => {
    network = await startNetwork();
    person = await network.person('pia');
    await network.settle();
  });
  after(() => network.stop());

  /** What is kept, files included, before and after. */
  async function refused(status: number, method: string, path: string, body: FormData): Promise<string> {
    const digest = await digestOf(network);
    const kept = [...(await digest.take())];
    const reply = await person.api<{ error: unknown }>(method, path, body);
    assert.equal(reply.status, status, `${path} ${reply.text.slice(0, 500)}`);
    assert.equal(typeof reply.body.error, 'string');
    await network.settle();
    assert.deepEqual([...(await digest.take())], kept);
    await digest.close();
    return reply.text;
  }

  function formOf(name: string, bytes: Uint8Array<ArrayBuffer>, filename: string): FormData {
    const form = new FormData();
    form.append(name, new Blob([bytes], { type: 'image/png' }), filename);
    return form;
  }

  it('is 422 as a picture of a post and of a profile', async () => {
    for (const { name, bytes } of await noPictures()) {
      for (const path of ['/api/v1/media', '/api/v2/media'])
        await refused(422, 'POST', path, formOf('file', bytes, name));
      for (const part of ['avatar', 'header'])
        await refused(422, 'PATCH', '/api/v1/accounts/update_credentials', formOf(part, bytes, name));
    }
  });

  it('is 422 when there is none, or by another name', async () => {
    const { bytes } = (await noPictures())[0] ?? assert.fail();
    const text = new FormData();
    text.append('file', 'a text where a file is meant');
    for (const form of [new FormData(), text, formOf('picture', bytes, 'x.png')])
      await refused(422, 'POST', '/api/v2/media', form);
  });

  it('is 413 when it is too large, said beforehand or not', async () => {
    const bytes = new Uint8Array(17 * MIB);
    await refused(413, 'POST', '/api/v2/media', formOf('file', bytes, 'x.png'));
    const response = await fetch(`${network.url}/api/v1/statuses`, {
      method: 'POST',
      headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
      // A stream has no length that could be known beforehand.
      body: new Blob([`{"status":"${'x'.repeat(2 * MIB)}"}`]).stream(),
      duplex: 'half',
    } as RequestInit);
    assert.equal(response.status, 413);
  });

  it('leaves no file behind', { skip: testedOn() === '' ? false : 'no folder to look into' }, () => {
    const files = readdirSync(network.folder, { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      files.filter((name) => /^media\/.*\.\w+$/.test(name)),
      [],
    );
  });
});
