/** What every mail adapter must do, run by the adapter's own test: `mailKit('folder', factory)`. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isAppError } from '@fanfare/kernel';
import type { Letter, Mail } from '../port.ts';
import { readLetter } from './read-letter.ts';

export interface MailSetup {
  mail: Mail;
  /** The letters that arrived, as bytes, oldest first. */
  arrived(): Promise<Buffer[]>;
  /** The engine cannot be reached while `during` runs. */
  away(during: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export type MailFactory = () => Promise<MailSetup>;

const letter: Letter = { to: 'ann@example.com', subject: 'Hello', text: 'Hello Ann' };

async function isSent(mail: Mail): Promise<boolean> {
  try {
    await mail.send(letter);
    return true;
  } catch (error) {
    if (isAppError(error, 'engine_away')) return false;
    throw error;
  }
}

export function mailKit(name: string, factory: MailFactory): void {
  const on = (run: (setup: MailSetup) => Promise<void>) => async () => {
    const setup = await factory();
    try {
      await run(setup);
    } finally {
      await setup.close();
    }
  };

  suite(`mail kit: ${name}`, () => {
    test(
      'a letter arrives with the headers that every letter has',
      on(async ({ mail, arrived }) => {
        await mail.send(letter);
        const [bytes] = await arrived();
        const { headers, parts } = readLetter(bytes);
        assert.equal(headers.get('to'), 'ann@example.com');
        assert.equal(headers.get('subject'), 'Hello');
        assert.match(headers.get('from') ?? '', /@/);
        assert.match(headers.get('message-id') ?? '', /^<[^<>@\s]+@[^<>@\s]+>$/);
        assert.ok(Math.abs(Date.parse(headers.get('date') ?? '') - Date.now()) < 86_400_000);
        assert.equal(headers.get('mime-version'), '1.0');
        assert.deepEqual(parts, [{ type: 'text/plain', text: 'Hello Ann' }]);
      }),
    );

    test(
      'every script arrives as it was written, text and HTML',
      on(async ({ mail, arrived }) => {
        const subject = `Grüße an 東京 👩‍👩‍👧 ${'ü'.repeat(200)} שלום`;
        const text = `Zeile eins\n.\nFrom here\n${'長'.repeat(2000)}\n=20 é 👍\n`;
        const html = `<p>é &amp; ${'x'.repeat(3000)} 👍</p>`;
        await mail.send({ ...letter, subject, text, html });
        const [bytes] = await arrived();
        const read = readLetter(bytes);
        assert.equal(read.headers.get('subject'), subject);
        assert.deepEqual(read.parts, [
          { type: 'text/plain', text },
          { type: 'text/html', text: html },
        ]);
        for (const line of (bytes ?? Buffer.alloc(0)).toString('latin1').split('\r\n')) {
          assert.ok(line.length <= 998 && !/[^\t\x20-\x7E]/.test(line), JSON.stringify(line.slice(0, 100)));
        }
      }),
    );

    test(
      'many at once all arrive, each once',
      on(async ({ mail, arrived }) => {
        await Promise.all(
          Array.from({ length: 30 }, (_, index) => mail.send({ ...letter, subject: `n${index}` })),
        );
        const subjects = (await arrived()).map((bytes) => readLetter(bytes).headers.get('subject'));
        assert.deepEqual(
          subjects.toSorted(),
          Array.from({ length: 30 }, (_, index) => `n${index}`).toSorted(),
        );
      }),
    );

    test(
      'what would write further headers or reach further people is refused',
      on(async ({ mail, arrived }) => {
        const bad: Partial<Letter>[] = [
          'ann@example.com\r\nBcc: eve@example.com',
          'ann@example.com\nX: y',
          'ann@example.com\0',
          'ann@example.com\u2028',
          'ann@example.com, eve@example.com',
          'ann@example.com;eve@example.com',
          'Ann <ann@example.com>',
          '<ann@example.com>',
          '"ann"@example.com',
          'ann@example.com (eve)',
          'group:ann@example.com;',
          'ann@eve@example.com',
          'ann',
          '@example.com',
          'ann@',
          '',
          `${'a'.repeat(65)}@example.com`,
        ].map((to) => ({ to }));
        bad.push(
          { subject: 'x\r\nBcc: eve@example.com' },
          { subject: 'x\ny' },
          { subject: 'x\ry' },
          { subject: 'x\0' },
        );
        for (const part of bad) {
          const sent = mail.send({ ...letter, ...part });
          await assert.rejects(sent, (error) => isAppError(error, 'invalid'), JSON.stringify(part));
        }
        assert.deepEqual(await arrived(), []);
      }),
    );

    test(
      'text that looks like headers or code stays text',
      on(async ({ mail, arrived }) => {
        const text = 'Bcc: eve@example.com\r\n\r\n--boundary\r\n{{x}} <b>';
        await mail.send({
          ...letter,
          subject: '=?utf-8?Q?x?= Bcc: eve@example.com',
          text,
          html: '<p>--x</p>',
        });
        const { headers, parts } = readLetter((await arrived())[0]);
        assert.equal(headers.has('bcc'), false);
        assert.equal(parts.length, 2);
        assert.equal(parts[0]?.text.replaceAll('\r\n', '\n'), text.replaceAll('\r\n', '\n'));
      }),
    );

    test(
      'while the engine is away a letter is refused, and goes again afterwards',
      on(async ({ mail, arrived, away }) => {
        assert.equal((await mail.health()).ok, true);
        await away(async () => {
          await assert.rejects(mail.send(letter), (error) => isAppError(error, 'engine_away'));
          assert.equal((await mail.health()).ok, false);
        });
        // An engine that was away heals alone, but not in an instant.
        while (!(await isSent(mail))) await pause(20);
        assert.equal((await arrived()).length, 1);
        assert.equal((await mail.health()).ok, true);
      }),
    );
  });
}
