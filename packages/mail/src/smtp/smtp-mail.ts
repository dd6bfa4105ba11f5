import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@fanfare/kernel';
import { AppError, outage, StartError } from '@fanfare/kernel';
import { createTransport } from 'nodemailer';
import { checkLetter } from '../check-letter.ts';
import { composeLetter } from '../compose-letter.ts';
import type { Mail } from '../port.ts';
import type { Address } from './address.ts';
import { readAddress } from './address.ts';
import { inWords, isSilence, startSentence, translated } from './failures.ts';

export interface SmtpMailOptions {
  /** SMTP_URL, see `readAddress`. */
  url: string;
  /** The sender, as a mail header has it; else the URL says it. */
  from?: string;
  log: Log;
}

/** For a letter, from its turn on, in ms: mail servers look at letters before they take them. */
const DEADLINE = 10_000;
/** Servers may start beside us (ms). */
const STARTS_WITHIN = 20_000;
/** At one time; most servers refuse more than a handful from one place. */
const MOST_CONNECTIONS = 4;
/** Letters in hand; more are refused, so that nothing piles up without bound. */
const MOST_LETTERS = 200;
/** How long a server that answered counts as healthy without being asked (ms): each question is a log-in. */
const BELIEVED = 30_000;

/**
 * The mail port on SMTP. A letter counts as taken over when the server has said so. Where that answer is lost the
 * letter may have gone, and whoever sends it again may send it twice.
 * @throws StartError in one sentence, when the address or the password is wrong
 */
export async function smtpMail({ url, from, log }: SmtpMailOptions): Promise<Mail> {
  const address = readAddress(url, from);
  const transport = transportTo(address);
  await open(transport, address);
  const away = outage();
  const turn = turns();
  const { shown } = address;
  let answeredAt = performance.now();

  async function ask<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      const result = await within(DEADLINE, work());
      answeredAt = performance.now();
      if (away.ended()) log.info({ where: shown }, 'The mail server answers again');
      return result;
    } catch (error) {
      if (!isSilence(error)) away.ended();
      else if (away.began(error)) log.warn({ where: shown, err: error }, 'The mail server does not answer');
      throw translated(error, shown);
    }
  }

  return {
    delivers: true,
    async send(letter) {
      checkLetter(letter);
      const raw = await composeLetter(letter, address.from);
      const envelope = { from: address.sender, to: [letter.to] };
      await turn(async () => {
        if (!away.mayAsk())
          throw new AppError('engine_away', {
            cause: away.cause,
            detail: `${shown} has been away: ${inWords(away.cause)}`,
          });
        await ask(() => transport.sendMail({ envelope, raw }));
      });
    },
    async health() {
      if (away.cause === undefined && performance.now() - answeredAt < BELIEVED)
        return { ok: true, detail: shown };
      try {
        await ask(() => transport.verify());
        return { ok: true, detail: shown };
      } catch (error) {
        const detail = error instanceof AppError ? error.options.detail : undefined;
        return { ok: false, detail: detail ?? `${shown} cannot be used` };
      }
    },
  };
}

/** A connection for each letter: there are few, and a kept one may have been closed by the server. */
function transportTo({ host, port, secure, tls, auth }: Address) {
  return createTransport({
    host,
    port,
    secure,
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'off',
    ...(auth === null ? {} : { auth }),
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: DEADLINE,
    dnsTimeout: 5_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

async function open(transport: ReturnType<typeof transportTo>, address: Address): Promise<void> {
  const until = performance.now() + STARTS_WITHIN;
  for (;;) {
    try {
      await within(DEADLINE, transport.verify());
      return;
    } catch (error) {
      const sentence = startSentence(error, address);
      if (sentence !== undefined) throw sentence;
      if (performance.now() > until) {
        throw new StartError(
          `SMTP_URL: ${address.shown} has not answered for ${STARTS_WITHIN / 1000} s (${inWords(error)}): start the server or correct the address.`,
          { cause: error },
        );
      }
    }
    await pause(250);
  }
}

/** A few at a time, the others in order of arrival. */
function turns(): <Result>(job: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (job) => {
    if (waiting.length >= MOST_LETTERS)
      throw new AppError('engine_away', { detail: `${MOST_LETTERS} letters are waiting already` });
    if (running >= MOST_CONNECTIONS) await new Promise<void>((resume) => waiting.push(resume));
    else running += 1;
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

class TooLate extends Error {
  readonly code = 'ETIMEDOUT';
}

async function within<Result>(deadline: number, working: Promise<Result>): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new TooLate(`no answer within ${deadline} ms`)), deadline);
  working.catch(() => {}); // heard below, unless it was too late
  try {
    return await Promise.race([working, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
