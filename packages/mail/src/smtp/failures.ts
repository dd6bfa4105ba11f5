/** What can go wrong between us and the mail server, told apart by what nodemailer throws. */
import { AppError, StartError } from '@fanfare/kernel';
import type { Address } from './address.ts';

interface Failure {
  /** nodemailer's (EAUTH, EENVELOPE, ...) or the system's. */
  code?: unknown;
  responseCode?: unknown;
  message?: unknown;
}

function of(error: unknown): { code: string; reply: number; message: string } {
  const { code, responseCode, message } = (error ?? {}) as Failure;
  return {
    code: typeof code === 'string' ? code : '',
    reply: typeof responseCode === 'number' ? responseCode : 0,
    message: typeof message === 'string' ? (message.split('\n', 1)[0] ?? '') : '',
  };
}

export function inWords(error: unknown): string {
  const { code, message } = of(error);
  return [code, message].filter(Boolean).join(', ');
}

/** It did not answer, or said that it is busy before it saw a letter. */
export function isSilence(error: unknown): boolean {
  const { code, reply } = of(error);
  return reply === 421 || (reply === 0 && code !== 'EAUTH' && code !== 'ENOAUTH');
}

/** As the port says it. A refusal for good is the letter's fault, any other the server's. */
export function translated(error: unknown, where: string): AppError {
  if (error instanceof AppError) return error;
  const { code, reply } = of(error);
  if (['EENVELOPE', 'EMESSAGE'].includes(code) && reply >= 500) {
    return new AppError('invalid', {
      text: 'The mail server takes no letter to this address',
      cause: error,
      detail: `${where}: ${reply}`,
    });
  }
  return new AppError('engine_away', { cause: error, detail: `${where}: ${inWords(error)}` });
}

/** Undefined: the server may still be starting. */
export function startSentence(error: unknown, { shown, tls }: Address): StartError | undefined {
  const { code, reply, message } = of(error);
  const say = (text: string) => new StartError(text, { cause: error });
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return say(`SMTP_URL: ${shown} does not accept the user and password (${reply}): correct them.`);
  if (/CERT|SIGNED|ISSUER/i.test(code) || /certificate/i.test(message))
    return say(
      `SMTP_URL: the certificate of ${shown} is not trusted: mend it, or name its authority in NODE_EXTRA_CA_CERTS.`,
    );
  if (code === 'ETLS' && /wrong version/i.test(message))
    return say(`SMTP_URL: ${shown} does not begin with TLS: write smtp:// or another port.`);
  if (code === 'ETLS' || (tls === 'required' && /STARTTLS/i.test(message)))
    return say(
      `SMTP_URL: ${shown} offers no TLS, so the password would cross the network in the clear: use smtps://, or allow it with ?tls=optional.`,
    );
  if (code === 'ESOCKET' && /wrong version|SSL|TLS/i.test(message))
    return say(`SMTP_URL: ${shown} does not begin with TLS: write smtp:// or another port.`);
  if (code === 'EPROTOCOL' && reply !== 421)
    return say(`SMTP_URL: something answers at ${shown}, but it does not speak SMTP: correct the address.`);
  return undefined;
}
