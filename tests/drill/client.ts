/** One person's requests through the gateway: each has a deadline, and each is written down. */
import { performance } from 'node:perf_hooks';

/** How long a client waits for an answer, in ms. */
const PATIENCE = 20_000;

export interface Asked {
  readonly kind: string;
  /** In ms since the epoch. */
  readonly at: number;
  readonly ms: number;
  /** 0: no answer came. */
  readonly status: number;
  /** Where no answer came: why; of an error: what it says. */
  readonly why: string;
}

/** All that was asked and what is wrong with it, whoever asked. */
export interface Journal {
  readonly asked: Asked[];
  /** Answers that told of a pending post to somebody who may not know of it. */
  readonly leaks: string[];
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: who asks knows what comes back, and the checks look at every member
  readonly body: any;
  readonly text: string;
  /** The query of `next` in the Link header. */
  readonly next: URLSearchParams | null;
}

export type Ask = (
  kind: string,
  method: string,
  path: string,
  body?: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

/** A word that stands in every pending post and nowhere else. */
export const MARKER = 'zzpendingzz';

export function newJournal(): Journal {
  return { asked: [], leaks: [] };
}

/** The write may have happened or not. */
export function isUnknown({ status }: Pick<Answer, 'status'>): boolean {
  return status === 0 || status >= 500;
}

/** @param mayKnow of pending posts: their author, reviewers */
export function client(url: string, token: string | null, journal: Journal, mayKnow = false): Ask {
  return async (kind, method, path, body, headers = {}) => {
    const at = Date.now();
    const began = performance.now();
    const answer = await ask(new URL(path, url), method, token, body, headers);
    const { status, text } = answer;
    const why = status === 0 || status >= 400 ? text.slice(0, 200) : '';
    journal.asked.push({ kind, at, ms: performance.now() - began, status, why });
    if (!mayKnow && text.includes(MARKER)) journal.leaks.push(`${method} ${path}: ${around(text)}`);
    return answer;
  };
}

export function around(text: string): string {
  const at = text.indexOf(MARKER);
  return text.slice(Math.max(0, at - 100), at + 100);
}

async function ask(
  url: URL,
  method: string,
  token: string | null,
  body: object | undefined,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').startsWith('application/json');
    const next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    return {
      status: response.status,
      body: json ? JSON.parse(text) : null,
      text,
      next: next === undefined ? null : new URL(next).searchParams,
    };
  } catch (error) {
    return { status: 0, body: null, text: reason(error), next: null };
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
