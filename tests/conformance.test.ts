/** What clients depend on, on the wire: ids, dates, errors, encodings. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { multipart } from './support/plain-client.ts';
import { wireWorld } from './support/wire-world.ts';

const { network, alice, bob, as, asBob, post, stop } = await wireWorld();
after(stop);

describe('the API on the wire', () => {
  describe('ids, dates, JSON', () => {
    it('ids are texts, times have milliseconds, lists are lists, the url ends in the id', async () => {
      const status = await post('hello @bob #Tag');
      assert.match(status.id, /^\d{16}$/);
      assert.equal(status.url, `${network.url}/@alice/${status.id}`);
      assert.match(status.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      assert.match(status.account.last_status_at, /^\d{4}-\d\d-\d\d$/);
      for (const name of ['mentions', 'tags', 'emojis', 'media_attachments', 'filtered'])
        assert.ok(Array.isArray(status[name]), name);
      for (const name of ['emojis', 'fields', 'roles']) assert.ok(Array.isArray(status.account[name]), name);
      assert.deepEqual([status.mentions[0].id, status.tags[0].name], [bob.id, 'tag']);
      const { locked, display_name } = status.account;
      assert.deepEqual([status.visibility, locked, display_name], ['public', false, '']);
    });

    it('an empty success is {} as JSON', async () => {
      const cleared = await as('POST', '/api/v1/notifications/clear');
      assert.equal(cleared.text, '{}');
      assert.match(String(cleared.headers['content-type']), /^application\/json/);
    });

    it('what does not exist is JSON 404, whatever the method', async () => {
      const paths = [
        '/api/v1/nope',
        '/api/v1/polls/1',
        '/api/v2/notifications',
        '/api/v1/timelines/list/1',
        '/oauth/nope',
      ];
      for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
        for (const path of paths) {
          const { status, json } = await as(method, path);
          assert.deepEqual([status, typeof json?.error], [404, 'string'], `${method} ${path}`);
        }
      }
      assert.equal((await as('GET', '/api/v1/push/subscription')).json.error, 'Record not found');
    });
  });

  describe('errors', () => {
    it('a registration complains field by field, in the words that suites assert', async () => {
      const nobody = { agreement: false, locale: 'nope' };
      const { status, json } = await as('POST', '/api/v1/accounts', nobody);
      const blank = { error: 'ERR_BLANK', description: "can't be blank" };
      assert.equal(status, 422);
      assert.deepEqual(json.details, {
        agreement: [{ error: 'ERR_ACCEPTED', description: 'must be accepted' }],
        email: [blank, { error: 'ERR_INVALID', description: 'is invalid' }],
        password: [blank],
        username: [blank],
      });
    });

    it('what was deleted is 404, and its answer had the text', async () => {
      const { id } = await post('gone soon');
      assert.equal((await asBob('DELETE', `/api/v1/statuses/${id}`)).status, 404);
      assert.equal((await as('DELETE', `/api/v1/statuses/${id}`)).json.text, 'gone soon');
      for (const end of ['', '/context', '/source', '/history', '/favourited_by', '/reblogged_by'])
        assert.equal((await as('GET', `/api/v1/statuses/${id}${end}`)).status, 404, end);
    });

    it('a part that does not exist yet is refused with a sentence', async () => {
      const parts = [
        { poll: { options: ['a', 'b'], expires_in: 300 } },
        { scheduled_at: '2040-01-01T00:00:00.000Z' },
        { quoted_status_id: '1' },
      ];
      for (const part of parts) {
        const { status, json } = await as('POST', '/api/v1/statuses', { status: 'x', ...part });
        assert.deepEqual([status, /does not offer .+; nothing was posted/.test(json.error)], [422, true]);
      }
    });

    it('mentions that the author did not expect are named', async () => {
      const asked = { status: '@bob hi', allowed_mentions: [] };
      const { status, json } = await as('POST', '/api/v1/statuses', asked);
      assert.equal(status, 422);
      assert.deepEqual(
        json.unexpected_accounts.map((one: { id: string }) => one.id),
        [bob.id],
      );
    });
  });

  describe('encodings', () => {
    it('nothing at all, an empty JSON body, null, an empty form', async () => {
      const path = `/api/v1/accounts/${bob.id}/follow`;
      const json = { 'content-type': 'application/json' };
      for (const answer of [
        await as('POST', path),
        await as('POST', path, undefined, json),
        await as('POST', path, Buffer.from('null'), json),
        await as('POST', path, ''),
      ])
        assert.deepEqual([answer.status, answer.json.following], [200, true], answer.text);
    });

    it('nulls, booleans as "0" and "1", and a charset in JSON', async () => {
      const nulls = {
        in_reply_to_id: null,
        media_ids: null,
        spoiler_text: null,
        poll: null,
        scheduled_at: null,
      };
      await post('nulls', { ...nulls, language: null, visibility: null, sensitive: null });
      assert.equal((await post('a', { sensitive: '0' })).sensitive, false);
      assert.equal((await post('b', { sensitive: '1' })).sensitive, true);
      const charset = { 'content-type': 'application/json; charset=utf-8' };
      assert.equal((await as('POST', '/api/v1/statuses', { status: 'c' }, charset)).status, 200);
    });

    it('the parameters of a body in the query', async () => {
      const made = await as('POST', '/api/v1/statuses?status=from+the+query&visibility=unlisted');
      assert.deepEqual([made.status, made.json.visibility], [200, 'unlisted']);
      const followed = await as('POST', `/api/v1/accounts/${bob.id}/follow?reblogs=false`);
      assert.equal(followed.json.showing_reblogs, false);
    });

    it('a multipart post in which a library wrote undefined', async () => {
      const absent = [
        'visibility',
        'in_reply_to_id',
        'media_ids',
        'scheduled_at',
        'sensitive',
        'spoiler_text',
        'poll',
      ];
      const parts = absent.map((name) => [`name="${name}"`, 'undefined'] as const);
      const { body, headers } = multipart([['name="status"', 'from a form'], ...parts]);
      const { status, json, text } = await as('POST', '/api/v1/statuses', body, headers);
      assert.equal(status, 200, text);
      assert.deepEqual([json.spoiler_text, json.visibility, json.sensitive], ['', 'public', false]);
    });

    it('a list of fields in five forms', async () => {
      const path = '/api/v1/accounts/update_credentials';
      const byIndex =
        'fields_attributes[0][name]=a&fields_attributes[0][value]=1&fields_attributes[1][name]=b';
      const list = [{ name: 'a', value: '1' }, { name: 'b' }];
      const parts = [...new URLSearchParams(byIndex)].map(
        ([name, value]) => [`name="${name}"`, value] as const,
      );
      const form = multipart(parts);
      for (const answer of [
        await as('PATCH', path, byIndex),
        await as('PATCH', path, byIndex.replaceAll(/\[\d\]/g, '[]')),
        await as('PATCH', path, form.body, form.headers),
        await as('PATCH', path, { fields_attributes: list }),
        await as('PATCH', path, { fields_attributes: { ...list } }),
      ]) {
        const names = answer.json.source.fields.map((field: { name: string }) => field.name);
        assert.deepEqual(names, ['a', 'b'], answer.text);
      }
      const left = multipart([
        ['name="fields_attributes"', 'undefined'],
        ['name="header"', 'undefined'],
      ]);
      assert.equal((await as('PATCH', path, left.body, left.headers)).json.source.fields.length, 2);
    });

    it('lists of ids, scalars for lists, unknown values of an enumeration, booleans of Python', async () => {
      for (const query of [`id[]=${bob.id}`, `id=${bob.id}`, `id[0]=${bob.id}`, `id%5B%5D=${bob.id}`]) {
        const { json } = await as('GET', `/api/v1/accounts/relationships?${query}`);
        assert.equal(json[0]?.id, bob.id, query);
      }
      assert.equal((await as('GET', `/api/v1/accounts/familiar_followers?0=${bob.id}`)).text, '[]');
      assert.equal(
        (await as('GET', `/api/v1/accounts/${alice.id}/statuses?exclude_replies=False`)).status,
        200,
      );
      assert.equal((await as('GET', "/api/v1/notifications?exclude_types[]=['follow']")).status, 200);
    });
  });
});
