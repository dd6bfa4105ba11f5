import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { placeOf, registrationsOpen } from './place.ts';

const here = 'http://localhost:3000';
const settings = {
  INSTANCE_TITLE: 'Fanfare',
  INSTANCE_DESCRIPTION: 'A place.',
  CONTACT_EMAIL: 'ops@example.org',
  REGISTRATIONS: 'closed' as const,
};
const row = {
  name: 'instance',
  title: null,
  description: null,
  contact_email: null,
  registrations: null,
  rules: '[]',
  public_status: null,
  version: 1,
  updated_at: 5,
};

describe('a place', () => {
  test('is as the settings say, as long as nothing was said over the API', () => {
    for (const stored of [undefined, row]) {
      const { updatedAt, ...place } = placeOf(stored, settings, here);
      assert.deepEqual(place, {
        title: 'Fanfare',
        description: 'A place.',
        contactEmail: 'ops@example.org',
        registrations: null,
        registrationsOpen: false,
        rules: [],
        publicStatus: false,
      });
      assert.equal(updatedAt, stored === undefined ? null : 5);
    }
  });

  test('is as was said, also where nothing is wanted', () => {
    const said = { ...row, title: 'Tea', description: '', contact_email: '', registrations: 'open' as const };
    const rules = [{ id: '1', text: 'Be kind', hint: '' }];
    const place = placeOf({ ...said, rules: JSON.stringify(rules) }, settings, 'https://tea.example');
    assert.deepEqual(
      [place.title, place.description, place.contactEmail, place.registrationsOpen, place.rules],
      ['Tea', '', '', true, rules],
    );
  });

  test('takes new accounts on this machine alone when nothing is set', () => {
    for (const url of [here, 'http://127.0.0.1:3000', 'http://[::1]', 'http://a.localhost'])
      assert.ok(registrationsOpen(null, url), url);
    for (const url of ['https://social.example', 'http://localhost.example'])
      assert.ok(!registrationsOpen(null, url), url);
    assert.ok(registrationsOpen('open', 'https://social.example'));
    assert.ok(!registrationsOpen('closed', here));
  });
});
