import type { Letter } from './port.ts';

/** The bytes of a letter as RFC 5322 and MIME have them; nodemailer is loaded with the first one. */
export async function composeLetter(letter: Letter, from: string): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const { to, subject, text, html } = letter;
  const composer = new MailComposer({
    from,
    to,
    subject,
    text,
    ...(html === undefined ? {} : { html }),
    // Letters are made of texts only; a path or URL in their place would be a mistake.
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  });
  return await composer.compile().build();
}
