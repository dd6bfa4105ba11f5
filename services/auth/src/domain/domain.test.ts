import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { emailErrors, passwordErrors, usernameErrors } from './account-rules.ts';
import { credentialsOf } from './client-auth.ts';
import { profileChange } from './profile.ts';
import { isRedirectUri, localPath, OUT_OF_BAND, redirectUris, withParameters } from './redirects.ts';
import { inWords } from './scope-words.ts';
import { covers, isSubset, knownScopes, parseScopes, unknownScope } from './scopes.ts';
import { isChallenge, newSecret, provesChallenge } from './secrets.ts';

const codes = (errors: readonly { error: string }[]) => errors.map(({ error }) => error);

suite('names, addresses, passwords', () => {
  test('usernames are letters, digits and underscores, at most 30, and not an office', () => {
    for (const good of ['a', 'Ab_9', '_', 'x'.repeat(30)]) assert.deepEqual(usernameErrors(good), []);
    for (const bad of ['a b', 'ä', 'a-b', 'a.b', '@a', 'a\n'])
      assert.deepEqual(codes(usernameErrors(bad)), ['ERR_INVALID']);
    assert.deepEqual(codes(usernameErrors('')), ['ERR_BLANK']);
    assert.deepEqual(codes(usernameErrors('x'.repeat(31))), ['ERR_TOO_LONG']);
    for (const name of ['admin', 'Admin', 'API', 'oauth', 'settings']) {
      assert.deepEqual(codes(usernameErrors(name)), ['ERR_RESERVED']);
      assert.deepEqual(usernameErrors(name, true), [], 'the operator may');
    }
  });

  test('e-mail addresses are such that mail could go there', () => {
    const good = [
      'a@b.org',
      'A.b+c@sub.example.org',
      'me@localhost',
      'ä@bücher.example',
      ' a@b.org ',
      "o'x@b.org",
    ];
    for (const text of good) assert.deepEqual(emailErrors(text), [], text);
    const bad = [
      'a',
      '@b.org',
      'a@',
      'a@b..org',
      'a b@c.org',
      'a@b@c.org',
      '.a@b.org',
      'a@-b.org',
      'a@b.org\r\nBcc: x',
      'a@b,org',
    ];
    for (const text of bad) assert.deepEqual(codes(emailErrors(text)), ['ERR_INVALID'], text);
    assert.deepEqual(codes(emailErrors('')), ['ERR_BLANK', 'ERR_INVALID']);
    assert.deepEqual(codes(emailErrors(`${'x'.repeat(60)}@${'y.'.repeat(120)}org`)), ['ERR_INVALID']);
  });

  test('passwords have 8 characters, and no other rule', () => {
    for (const good of ['password', '        ', '🎺🎺🎺🎺🎺🎺🎺🎺', 'x'.repeat(5000)])
      assert.deepEqual(passwordErrors(good), []);
    assert.deepEqual(codes(passwordErrors('🎺🎺🎺🎺🎺🎺🎺')), ['ERR_TOO_SHORT']);
    assert.deepEqual(codes(passwordErrors('')), ['ERR_BLANK']);
  });
});

suite('scopes', () => {
  test('are hierarchical; follow stands for six others', () => {
    assert.ok(covers(['read'], 'read:accounts'));
    assert.ok(covers(['admin:read'], 'admin:read:submissions'));
    assert.ok(covers(['follow'], 'write:mutes'));
    assert.ok(covers(['read', 'write'], 'follow'));
    assert.equal(covers(['read'], 'write:accounts'), false);
    assert.equal(covers(['read:accounts'], 'read'), false);
    assert.equal(covers(['read'], 'readings'), false);
    assert.equal(covers(['write'], 'admin:write'), false);
    assert.equal(covers(['read'], 'profile'), false);
    assert.equal(covers(['follow'], 'read:lists'), false);
    assert.ok(isSubset(['read:statuses', 'follow'], ['read', 'write']));
    assert.equal(isSubset(['read', 'push'], ['read', 'write']), false);
  });

  test('are read from spaces and pluses, each once', () => {
    assert.deepEqual(parseScopes(' read  write+follow read\n'), ['read', 'write', 'follow']);
    assert.equal(unknownScope(['read', 'reed']), 'reed');
    assert.equal(unknownScope(knownScopes), null);
  });

  test('each one is said in words', () => {
    for (const scope of knownScopes) assert.equal(inWords([scope]).length, 1, scope);
    assert.equal(inWords(['write:follows', 'follow', 'write:mutes']).length, 1);
  });
});

suite('redirects', () => {
  test('lead to absolute addresses that no browser runs', () => {
    const good = [
      OUT_OF_BAND,
      'https://a.example/b?c=d',
      'app://callback',
      'com.example.app:/back',
      'http://127.0.0.1:8080/',
    ];
    for (const uri of good) assert.ok(isRedirectUri(uri), uri);
    const bad = [
      'javascript:alert(1)',
      'JavaScript:x',
      'data:text/html,x',
      'https://a.example/#x',
      '/path',
      '',
      'https://a b',
      'vbscript:x',
      'https://a\\@b',
    ];
    for (const uri of bad) assert.equal(isRedirectUri(uri), false, uri);
  });

  test('come as a text, by line or as a list, and keep their query as it stands', () => {
    assert.deepEqual(redirectUris('a://x\nb://y\r\na://x'), ['a://x', 'b://y']);
    assert.deepEqual(redirectUris(['a://x', 'b://y']), ['a://x', 'b://y']);
    assert.equal(withParameters('a://x?k=%20+', { code: 'c d', state: undefined }), 'a://x?k=%20+&code=c+d');
  });

  test('after signing in stay on this server', () => {
    assert.equal(localPath('/oauth/authorize?a=b%20c', '/'), '/oauth/authorize?a=b%20c');
    for (const next of ['//x', '/\\x', 'https://x', 'x', '', '/\t/x', undefined, '/a\nb', '\\/x']) {
      assert.equal(localPath(next, '/account'), '/account', next);
    }
  });
});

suite('proofs', () => {
  test('PKCE: only the verifier that was hashed', () => {
    // The example of RFC 7636, appendix B.
    const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
    assert.ok(isChallenge(challenge));
    assert.ok(provesChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk', challenge));
    assert.equal(provesChallenge(`${'d'.repeat(43)}`, challenge), false);
    assert.equal(provesChallenge('short', challenge), false);
    assert.equal(isChallenge('plain'), false);
  });

  test('secrets may stand in a subprotocol and a cookie', () => {
    for (let index = 0; index < 50; index++) assert.match(newSecret(), /^[A-Za-z0-9_-]{43}$/);
  });

  test('client credentials by body, by Basic, by both when equal', () => {
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    const own = { client_id: 'a', client_secret: 'b' };
    const expected = { id: 'a', secret: 'b' };
    assert.deepEqual(credentialsOf(own, undefined), expected);
    assert.deepEqual(credentialsOf({}, basic('a:b')), expected);
    assert.deepEqual(credentialsOf({}, basic('a:b%3Ac')), { id: 'a', secret: 'b:c' });
    assert.deepEqual(credentialsOf(own, basic('a:b')), expected);
    assert.deepEqual(credentialsOf({ client_id: 'a' }, basic('a:b')), expected);
    assert.deepEqual(credentialsOf(own, 'Bearer x'), expected, 'some clients send a token along');
    for (const wrong of [basic('a:c'), basic('ab'), 'Basic', basic('a:%')])
      assert.equal(credentialsOf(own, wrong), null);
    assert.equal(credentialsOf({ client_id: 'a' }, undefined), null);
  });
});

suite('profiles', () => {
  test('absent members change nothing, empty fields are dropped, unknown values are ignored', () => {
    assert.deepEqual(profileChange({}), {});
    assert.deepEqual(profileChange({ source: { privacy: 'direct', language: 'english' } }), {});
    assert.deepEqual(profileChange({ source: { privacy: 'private', sensitive: true, language: 'pt-BR' } }), {
      default_privacy: 'private',
      default_sensitive: 1,
      default_language: 'pt',
    });
    assert.deepEqual(profileChange({ source: { language: '' } }), { default_language: null });
    const fields = [{ name: 'Site', value: ' https://x.example ' }, { name: '', value: '' }, {}];
    assert.deepEqual(profileChange({ fields_attributes: fields, locked: true, bot: false }), {
      fields: '[{"name":"Site","value":"https://x.example"}]',
      locked: 1,
      bot: 0,
    });
  });

  test('what is too long is refused with details', () => {
    for (const form of [
      { display_name: 'x'.repeat(101) },
      { note: 'x'.repeat(501) },
      { fields_attributes: Array.from({ length: 5 }, () => ({ name: 'a', value: 'b' })) },
      { fields_attributes: [{ name: 'a', value: 'x'.repeat(256) }] },
    ]) {
      assert.throws(() => profileChange(form), { code: 'invalid' });
    }
    assert.equal(profileChange({ display_name: '🎺'.repeat(100) }).display_name?.length, 200);
  });
});
