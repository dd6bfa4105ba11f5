/** What clients depend on when they post: pictures, idempotency keys, boosts, and finding it all again. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { picture } from './support/picture.ts';
import { multipart } from './support/plain-client.ts';
import { wireWorld } from './support/wire-world.ts';

const { network, alice, bob, as, asBob, anyone, post, stop } = await wireWorld();
after(stop);

describe('posting on the wire', () => {
  describe('pictures and posts with them', () => {
    const upload = async (parts: Parameters<typeof multipart>[0], path = '/api/v2/media') => {
      const { body, headers } = multipart(parts);
      return as('POST', path, body, headers);
    };

    it('the type comes from the bytes, a malformed thumbnail does no harm', async () => {
      const bytes = await picture();
      const heads = [
        '; filename="x"',
        '; filename="x.jpg"\r\nContent-Type: image/jpeg',
        '\r\nContent-Type: image/png',
      ];
      for (const head of heads) {
        const { status, json, text } = await upload([
          [`name="file"${head}`, bytes],
          ['name="focus"', '0.5,-0.25'],
          ['name="description"', 'undefined'],
          ['name="skip_polling"', 'true'],
          ['name="thumbnail"; filename="t"\r\nContent-Type: (\'image/png\', None)', bytes],
        ]);
        assert.equal(status, 200, text);
        assert.deepEqual([json.type, json.meta.original.size, json.description], ['image', '8x8', null]);
        assert.deepEqual(json.meta.focus, { x: 0.5, y: -0.25 });
      }
    });

    it('is waited for, described, posted without text, and described anew by an edit', async () => {
      const { json: media } = await upload([['name="file"; filename="x"', await picture()]], '/api/v1/media');
      const path = `/api/v1/media/${media.id}`;
      assert.ok((await as('GET', path)).json.url);
      assert.equal((await asBob('GET', path)).status, 404);
      assert.equal((await as('PUT', path, 'description=seen&focus=0,1')).json.description, 'seen');
      const made = await post('', { media_ids: [media.id] });
      assert.deepEqual([made.content, made.media_attachments[0].meta.focus], ['', { x: 0, y: 1 }]);
      const served = await fetch(made.media_attachments[0].url);
      assert.equal(served.headers.get('access-control-allow-origin'), '*');
      const form = `status=text&media_ids[]=${media.id}&media_attributes[][id]=${media.id}&media_attributes[][description]=new`;
      const edited = await as('PUT', `/api/v1/statuses/${made.id}`, form);
      assert.equal(edited.json.media_attachments[0].description, 'new', edited.text);
      const history = await as('GET', `/api/v1/statuses/${made.id}/history`);
      assert.deepEqual(
        history.json.map((one: { content: string }) => one.content),
        ['', '<p>text</p>'],
      );
    });

    it('one key makes one post, whatever it is written in', async () => {
      const key = { 'idempotency-key': 'k' };
      const first = await as('POST', '/api/v1/statuses', { status: 'once' }, key);
      assert.equal((await as('POST', '/api/v1/statuses', 'status=once', key)).json.id, first.json.id);
      assert.equal((await as('POST', '/api/v1/statuses', { status: 'twice' }, key)).status, 422);
      assert.notEqual(
        (await asBob('POST', '/api/v1/statuses', { status: 'once' }, key)).json.id,
        first.json.id,
      );
    });
  });

  it('a boost wraps the post, and undoing it is true in the next answer', async () => {
    const { id } = await post('boost me');
    const { json: boost } = await asBob('POST', `/api/v1/statuses/${id}/reblog`);
    assert.deepEqual([boost.reblog.id, boost.reblog.reblogged, boost.reblog.reblogs_count], [id, true, 1]);
    const { json: plain } = await asBob('POST', `/api/v1/statuses/${id}/unreblog`);
    assert.deepEqual([plain.id, plain.reblogged, plain.reblogs_count], [id, false, 0]);
    assert.equal((await asBob('GET', `/api/v1/statuses/${boost.id}`)).status, 404);
  });

  it('search: what people type, and the addresses of people and posts', async () => {
    const status = await post('un café #hashtag_y');
    await post('#hashtag_x');
    await network.settle();
    const found = async (q: string, more = '') =>
      (await as('GET', `/api/v2/search?q=${encodeURIComponent(q)}${more}`)).json;
    for (const q of ['cafe', 'from:me cafe', status.url])
      assert.deepEqual(
        (await found(q, '&resolve=true')).statuses.map((one: { id: string }) => one.id),
        [status.id],
        q,
      );
    assert.equal((await found(`@bob@${new URL(network.url).host}`)).accounts[0].id, bob.id);
    const { statuses, hashtags } = await found('#hashtag');
    assert.deepEqual(statuses, []);
    assert.deepEqual(
      hashtags.map((tag: { name: string }) => tag.name),
      ['hashtag_x', 'hashtag_y'],
    );
    assert.equal((await anyone('GET', '/api/v1/accounts/lookup?acct=@Alice')).json.id, alice.id);
  });
});
