import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from './create-log.ts';

function capture(options: Partial<Parameters<typeof createLog>[0]> = {}) {
  const lines: string[] = [];
  const log = createLog({ level: 'info', stream: { write: (line) => void lines.push(line) }, ...options });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

test('lines carry the names of the Elastic Common Schema', () => {
  const { log, last } = capture({ service: 'write' });
  log.child({ 'trace.id': 't' }).info({ 'http.request.id': 'r' }, 'Hello');
  const line = last();
  assert.equal(line.message, 'Hello');
  assert.equal(line['log.level'], 'info');
  assert.equal(line['service.name'], 'write');
  assert.equal(line['trace.id'], 't');
  assert.equal(line['http.request.id'], 'r');
  assert.match(String(line['@timestamp']), /^\d{4}-\d\d-\d\dT.*Z$/);
});

test('secrets are replaced wherever they stand, and the caller keeps its object', () => {
  const { log, lines } = capture();
  const fields = {
    password: 'hush',
    request: {
      headers: { Authorization: 'Bearer hush', 'set-cookie': 'hush', accept: 'kept' },
      list: [{ token: 'hush' }],
    },
    client_secret: 'hush',
  };
  log.info(fields, 'x');
  log.child({ access_token: 'hush' }).warn({}, 'y');
  assert.equal(lines.join('').includes('hush'), false);
  assert.ok(lines[0]?.includes('kept'));
  assert.equal(fields.request.headers.Authorization, 'Bearer hush');
});

test('errors with their causes', () => {
  const { log, last } = capture();
  log.error({ err: new Error('outer', { cause: new TypeError('inner') }) }, 'It failed');
  const error = last().error as Record<string, string>;
  assert.equal(error.type, 'Error');
  assert.equal(error.message, 'outer');
  assert.match(error.stack_trace ?? '', /caused by: TypeError: inner/);
});

test('what is ours stands below its own name, so that it takes no place of the schema', () => {
  const { log, last } = capture();
  log.child({ event: 7, 'trace.id': 't' }).warn({ trace: 'x', where: { at: 1 } }, 'm');
  const line = last();
  assert.equal(line['fanfare.event'], 7);
  assert.equal(line['fanfare.trace'], 'x');
  assert.deepEqual(line['fanfare.where'], { at: 1 });
  assert.equal(line['trace.id'], 't');
  log.error({ err: 'thrown text' }, 'm');
  assert.deepEqual(last().error, { message: 'string thrown' });
});

test('what an engine or a parser quotes does not reach the log, its frames do', () => {
  const { log, lines, last } = capture();
  const cause = new Error("Duplicate entry 'zqneedleq' for key 'identities.email'");
  log.error({ err: new Error('It failed: "zqneedleq"', { cause }) }, 'It failed');
  assert.throws(
    () => JSON.parse('{"text": zqneedleq}'),
    (error) => {
      log.warn({ err: error }, 'Not read');
      return true;
    },
  );
  assert.equal(lines.join('').includes('zqneedleq'), false);
  const error = last().error as Record<string, string>;
  assert.match(error.stack_trace ?? '', /^SyntaxError: .*\n {4}at /);
});

test('what is quoted does not reach the log as a frame either', () => {
  const { log, lines, last } = capture();
  const stack = () => (last().error as Record<string, string>).stack_trace ?? '';
  const quoted = "Incorrect string value: 'hello\n    at home zqneedleq of a post' for column 'text'";
  log.error({ err: new Error(quoted) }, 'It failed');
  assert.match(stack(), /^Error: .*\n {4}at \S.*create-log\.test\.ts:/);
  // Who catches may say more; the stack keeps what was said first.
  const changed = new Error(quoted);
  changed.message = 'Said otherwise';
  log.error({ err: changed }, 'It failed');
  assert.match(stack(), /^Error: Said otherwise\n {4}at \S.*create-log\.test\.ts:/);
  log.error({ err: new Error('') }, 'It failed');
  assert.match(stack(), /^Error: \n {4}at \S.*create-log\.test\.ts:/);
  log.error({ err: Object.assign(new Error('x'), { stack: null }) }, 'It failed');
  assert.equal(stack(), 'Error: x');
  assert.equal(lines.join('').includes('zqneedleq'), false);
});

test('on a terminal lines are for people', () => {
  const { log, lines } = capture({ pretty: true });
  log.info({ 'http.request.id': 'r' }, 'Hello');
  assert.match(lines.join(''), /INFO: Hello/);
  assert.equal(lines.join('').startsWith('{'), false);
});

test('a request on a terminal is one short line; its id stands where it failed', () => {
  const { log, lines } = capture({ pretty: true });
  const fields = {
    'http.request.method': 'GET',
    'http.route': '/x',
    'http.response.status_code': 200,
    'event.duration': 1_234_567,
    'http.request.id': 'id-1',
  };
  log.info(fields, 'GET /x 200');
  log.error({ ...fields, 'http.response.status_code': 500 }, 'GET /x 500');
  assert.match(lines[0] ?? '', /^\[\d\d:\d\d:\d\d\] INFO: GET \/x 200 1\.2 ms\n$/);
  assert.match(lines[1] ?? '', /GET \/x 500 1\.2 ms request id-1\n$/);
  log.error({ err: new Error('outer', { cause: new TypeError('inner') }) }, 'It failed');
  assert.match(lines[2] ?? '', /It failed\n {4}Error: outer\n {8}at .*caused by: TypeError: inner/s);
});

test('a child that names its service again names it once', () => {
  const { log, lines } = capture();
  log.child({ 'service.name': 'search' }).info({}, 'x');
  assert.equal(lines.join('').split('service.name').length, 2);
  assert.ok(lines.join('').includes('"service.name":"search"'));
});
