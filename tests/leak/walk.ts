/** Asks everything as one viewer and notes what came back. */
import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import type { Answered, Wire } from '../support/wire.ts';
import type { Ask, Call } from './calls.ts';
import type { Viewer } from './cast.ts';
import { volatile } from './expectations.ts';
import type { Needle, Needles } from './needles.ts';

export interface Visit {
  call: Call;
  status: number;
  /** What showed, apart from what the caller sent. */
  shown: Needle[];
  /** The caller's own input came back. */
  echoed: boolean;
  /** The answer in a form that can be compared. */
  seen: string;
}

export interface Walk {
  visits: Visit[];
  /** By the request: answers that hold for anybody to compare. */
  answers: Map<string, string>;
}

/** Different each time, and nothing of a post. */
const passing = new Set(['date', 'x-request-id', 'connection', 'keep-alive', 'content-length', 'set-cookie']);

/** @throws AssertionError for an answer that differs from the one for something that does not exist */
export async function walk(
  on: Wire,
  viewer: Viewer,
  calls: readonly Call[],
  needles: Needles,
): Promise<Walk> {
  const twins = new Map<string, Promise<Answered>>();
  const result: Walk = { visits: [], answers: new Map() };

  function ask({ method, path, body }: Ask): Promise<Answered> {
    const headers: Record<string, string> = {
      ...(viewer.token === null ? {} : { authorization: `Bearer ${viewer.token}` }),
      ...(viewer.cookie === null ? {} : { cookie: viewer.cookie }),
      ...(body === null ? {} : { 'content-type': 'application/json' }),
    };
    return on.ask({ method, path, headers, ...(body === null ? {} : { body: JSON.stringify(body) }) });
  }

  function twinOf(twin: Ask): Promise<Answered> {
    const key = keyOf(twin);
    const known = twins.get(key) ?? ask(twin);
    twins.set(key, known);
    return known;
  }

  for (const call of calls) {
    const { probe, twin } = call;
    const said = `${viewer.name}: ${call.method} ${call.path} ${JSON.stringify(call.body)}`;
    const decoyed = probe === null || probe.open === true || twin === null ? null : await twinOf(twin);
    const answer = await ask(call);
    const fails = answer.status >= 500 && !volatile.includes(call.route);
    assert.ok(!fails, `${said} ${answer.status} ${answer.text}`);
    const raw = `${JSON.stringify(answer.headers)}\n${answer.text}`;
    const seen = comparable(answer, probe?.value);
    if (decoyed !== null) {
      // What is made has an id and a time of its own, and is counted.
      const made = (text: string) => (call.method === 'GET' ? text : text.replaceAll(/\d+/g, '#'));
      const unknown = comparable(decoyed, probe?.decoy);
      assert.equal(made(seen), made(unknown), `${said} tells that there is something`);
    }
    result.visits.push({
      call,
      status: answer.status,
      shown: needles.in(hidden(raw, probe?.value)),
      echoed: probe !== null && hidden(raw, probe.value) !== raw,
      seen,
    });
    if (call.method === 'GET') result.answers.set(keyOf(call), seen);
  }
  return result;
}

function keyOf({ method, path, body }: Ask): string {
  return `${method} ${path} ${JSON.stringify(body)}`;
}

/** The caller's own input, in whatever case and encoding it comes back, does not count as shown. */
function hidden(text: string, sent: string | undefined): string {
  if (sent === undefined || sent === '') return text;
  let left = text;
  for (const form of new Set([sent, encodeURIComponent(sent), sent.replace(/^[#@]/, '')])) {
    left = left.replaceAll(form, '(sent)');
  }
  return left;
}

function comparable({ status, headers, text }: Answered, sent: string | undefined): string {
  return hidden(`${status}\n${lasting(headers)}\n${withoutPassing(text)}`, sent);
}

function lasting(headers: IncomingHttpHeaders): string {
  return Object.entries(headers)
    .filter(([name]) => !passing.has(name))
    .map(([name, value]) => `${name}: ${value}`)
    .sort()
    .join('\n');
}

/** The form's token and the request's id are of the moment. */
function withoutPassing(text: string): string {
  return text
    .replaceAll(/name="csrf" value="[^"]*"/g, 'name="csrf"')
    .replaceAll(/Request <code>[^<]*/g, 'Request');
}
