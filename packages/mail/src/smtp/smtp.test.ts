import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { suite, test } from 'node:test';
import { isAppError, StartError, silentLog } from '@fanfare/kernel';
import type { SMTPServerOptions } from 'smtp-server';
import { SMTPServer } from 'smtp-server';
import { mailKit } from '../kit/index.ts';
import { readAddress } from './address.ts';
import { smtpMail } from './index.ts';

const log = silentLog;
const letter = { to: 'ann@example.com', subject: 'Hello', text: 'Hello Ann' };
const isAway = (error: unknown) => isAppError(error, 'engine_away');

/** A mail server in this process, as the smallest relay of a company is: no log-in, no TLS. */
async function server(options: SMTPServerOptions = {}) {
  const letters: { bytes: Buffer; from: string; to: string[] }[] = [];
  const make = () =>
    new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onData(stream, session, done) {
        buffer(stream).then((bytes) => {
          const { mailFrom, rcptTo } = session.envelope;
          letters.push({
            bytes,
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
          });
          done();
        }, done);
      },
      ...options,
    });
  const listen = async (port: number) => {
    const one = make();
    one.on('error', () => {}); // clients that break off
    one.listen(port, '127.0.0.1');
    await once(one.server, 'listening');
    return one;
  };
  let running = await listen(0);
  const { port } = running.server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => running.close(resolve));
  return {
    letters,
    port,
    close,
    async reopen() {
      running = await listen(port);
    },
  };
}

async function setup() {
  const { letters, port, close, reopen } = await server();
  return {
    mail: await smtpMail({ url: `smtp://127.0.0.1:${port}?from=noreply@social.example`, log }),
    arrived: async () => letters.map(({ bytes }) => bytes),
    async away(during: () => Promise<void>) {
      await close();
      await during();
      await reopen();
    },
    close,
  };
}

mailKit('smtp', setup);

/** @param spoil what a hook of the server answers */
async function running(context: TestContext, options: SMTPServerOptions = {}) {
  const one = await server(options);
  context.after(() => one.close());
  return { ...one, url: `smtp://127.0.0.1:${one.port}?from=noreply@social.example` };
}

function reply(responseCode: number): Error {
  return Object.assign(new Error('as the test has it'), { responseCode });
}

suite('smtp', () => {
  test('the envelope has the bare sender and one recipient', async (context) => {
    const { letters, url } = await running(context);
    const mail = await smtpMail({ url, from: 'The Fanfare <post@social.example>', log });
    assert.equal(mail.delivers, true);
    await mail.send(letter);
    assert.deepEqual([letters[0]?.from, letters[0]?.to], ['post@social.example', ['ann@example.com']]);
    assert.match(String(letters[0]?.bytes), /^From: The Fanfare <post@social\.example>\r$/m);
  });

  test('an address that the server refuses for good is invalid, one that it refuses for now is not', async (context) => {
    const { url, letters } = await running(context, {
      onRcptTo({ address }, _, done) {
        if (address.startsWith('never')) done(reply(550));
        else if (address.startsWith('later')) done(reply(451));
        else done();
      },
    });
    const mail = await smtpMail({ url, log });
    await assert.rejects(mail.send({ ...letter, to: 'never@example.com' }), (error) =>
      isAppError(error, 'invalid'),
    );
    await assert.rejects(mail.send({ ...letter, to: 'later@example.com' }), isAway);
    await mail.send(letter);
    assert.equal(letters.length, 1, 'one refusal does not keep others waiting');
  });

  test('a few connections at a time, whatever there is to send', async (context) => {
    let open = 0;
    let most = 0;
    const { url, letters } = await running(context, {
      onConnect(_, done) {
        open += 1;
        most = Math.max(most, open);
        done();
      },
      onClose() {
        open -= 1;
      },
    });
    const mail = await smtpMail({ url, log });
    await Promise.all(Array.from({ length: 40 }, () => mail.send(letter)));
    assert.equal(letters.length, 40);
    assert.ok(most <= 5, `${most} connections at once`);
  });

  test('more letters than can wait are refused at once', async (context) => {
    const hold = Promise.withResolvers<void>();
    const { url, letters } = await running(context, {
      onMailFrom(_, __, done) {
        hold.promise.then(() => done(reply(421)));
      },
    });
    const mail = await smtpMail({ url, log });
    const sent = Array.from({ length: 250 }, () => mail.send(letter));
    const refused = await Promise.any(
      sent.map((one) =>
        one.then(
          () => assert.fail('it was sent'),
          (error: unknown) => error,
        ),
      ),
    );
    assert.ok(isAway(refused));
    hold.resolve();
    for (const one of await Promise.allSettled(sent))
      assert.ok(one.status === 'rejected' && isAway(one.reason));
    assert.equal(letters.length, 0);
  });

  test('the process ends by itself', async (context) => {
    const { url, letters } = await running(context);
    const code = `
      const { smtpMail } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
      const mail = await smtpMail({ url: ${JSON.stringify(url)}, log: { warn() {}, info() {} } });
      await mail.send(${JSON.stringify(letter)});
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' });
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    assert.equal(letters.length, 1);
  });
});

suite('smtp: a wrong SMTP_URL stops the start with one sentence', () => {
  const stops = (url: string, sentence: RegExp) =>
    assert.rejects(smtpMail({ url, log }), (error) => {
      assert.ok(error instanceof StartError, String(error));
      assert.match(error.message, /^SMTP_URL/);
      assert.match(error.message, sentence);
      assert.ok(!error.message.includes('\n') && !error.message.includes('secret'), error.message);
      return true;
    });

  test('user or password', async (context) => {
    const { port } = await running(context, {
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) =>
        username === 'me@social.example' && password === 'right'
          ? done(null, { user: 'me' })
          : done(reply(535)),
    });
    await stops(
      `smtp://me%40social.example:secret@127.0.0.1:${port}`,
      /does not accept the user and password/,
    );
    const mail = await smtpMail({ url: `smtp://me%40social.example:right@127.0.0.1:${port}`, log });
    await mail.send(letter);
  });

  test('a password that would go in the clear', async (context) => {
    const { port } = await running(context);
    await stops(`smtp://me%40social.example:secret@127.0.0.1:${port}?tls=required`, /offers no TLS/);
  });

  test('TLS where there is none, and a certificate that nobody signed', async (context) => {
    const { port } = await running(context);
    await stops(`smtps://127.0.0.1:${port}?from=a@b.example`, /does not begin with TLS/);
    const other = await running(context, { disabledCommands: [] });
    await stops(`smtp://localhost:${other.port}?from=a@b.example`, /certificate/);
  });

  test('something else that answers', async (context) => {
    const page = createServer((socket) => {
      socket.on('error', () => {});
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    page.listen(0, '127.0.0.1');
    await once(page, 'listening');
    context.after(() => page.close());
    await stops(`smtp://127.0.0.1:${(page.address() as AddressInfo).port}?from=a@b.example`, /speak SMTP/);
  });

  for (const [url, sentence] of [
    ['smtp://', /cannot be read/],
    ['http://mail.example', /cannot be read/],
    ['smtp://mail.example', /add \?from=/],
    ['smtp://mail.example?from=nobody', /no e-mail address/],
    ['smtp://me:secret@mail.example', /add \?from=/],
    ['smtp://me@mail.example?from=a@b.example', /without a password/],
    ['smtp://mail.example?from=a@b.example&tls=maybe', /\?tls=/],
    ['smtp://mail.example?form=a@b.example', /\?form=/],
  ] as const) {
    test(`${url}`, () => stops(url, sentence));
  }

  test('what it may leave out', () => {
    const of = (url: string) => {
      const { port, secure, tls, from, sender } = readAddress(url);
      return { port, secure, tls, from, sender };
    };
    const mine = { from: 'Fanfare <me@b.example>', sender: 'me@b.example' };
    assert.deepEqual(of('smtp://me%40b.example:x@mail.b.example'), {
      ...mine,
      port: 587,
      secure: false,
      tls: 'required',
    });
    assert.deepEqual(of('smtps://mail.b.example?from=me@b.example'), {
      ...mine,
      port: 465,
      secure: true,
      tls: 'optional',
    });
  });
});
