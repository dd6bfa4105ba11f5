import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

/** `docker` notes how it was called, and ends as it is told. */
const DOCKER = `#!/bin/sh
echo "$* otlp=$OTEL_EXPORTER_OTLP_ENDPOINT" >> "$(dirname "$0")/calls"
case "$*" in
  *version*) exit "\${VERSION_ENDS:-0}" ;;
  *config*observability*|*observability*config*) printf 'auth\\ngrafana\\n' ;;
  *config*) printf 'auth\\n' ;;
  *logs*) printf '  Make yourself the owner:\\n    http://localhost:8080/setup/abc\\n' ;;
  *up*) exit "\${UP_ENDS:-0}" ;;
esac
`;

async function place(context: TestContext, docker = DOCKER) {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-compose-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const bin = join(folder, 'bin');
  await mkdir(bin);
  if (docker !== '') {
    await writeFile(join(bin, 'docker'), docker);
    await chmod(join(bin, 'docker'), 0o755);
  }
  const env = join(folder, '.env');
  return {
    env,
    calls: () => readFile(join(bin, 'calls'), 'utf8'),
    async run(args: string[], more: Record<string, string> = {}) {
      const child = spawn(
        process.execPath,
        [join(import.meta.dirname, 'compose.mjs'), ...args, '--secrets', env],
        {
          env: { PATH: docker === '' ? bin : `${bin}:${process.env.PATH}`, ...more },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      const [said, complained, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'exit'),
      ]);
      return { said, complained, code };
    },
  };
}

test('the first run makes secrets for this machine alone, a second one keeps them', async (context) => {
  const { env, run, calls } = await place(context);
  const first = await run(['up']);
  assert.equal(first.code, 0, first.complained);
  const written = await readFile(env, 'utf8');
  assert.equal((await stat(env)).mode & 0o777, 0o600);
  const values = [...written.matchAll(/^[A-Z0-9_]+=(.*)$/gm)].map(([, value = '']) => value);
  assert.equal(values.length, 13);
  assert.equal(new Set(values).size, 13);
  for (const value of values) assert.match(value, /^(?:[0-9a-f]{48}|[A-Za-z0-9_][A-Za-z0-9_-]{21})$/);
  for (const value of values) assert.ok(!first.said.includes(value));
  assert.match(first.said, /ready at http:\/\/localhost:8080\n/);
  assert.match(first.said, /\n {4}http:\/\/localhost:8080\/setup\/abc\n/);
  assert.match(
    await calls(),
    /--env-file \S+ --profile observability up --detach --build --remove-orphans --wait /,
  );
  const second = await run(['up'], { FANFARE_PORT: '9000' });
  assert.match(second.said, /ready at http:\/\/localhost:9000\n/);
  assert.equal(await readFile(env, 'utf8'), written);
});

test('what watches it is on unless PROFILE says core, and goes when it says so later', async (context) => {
  const { run, calls } = await place(context);
  const whole = await run(['up'], { GRAFANA_PORT: '4000' });
  assert.match(
    whole.said,
    /^ {2}Grafana +http:\/\/localhost:4000 {2}\(user fanfare, GRAFANA_PASSWORD in deploy\/\.env\)$/m,
  );
  assert.match(await calls(), /--profile observability up .*otlp=http:\/\/jaeger:4318$/m);
  const core = await run(['up', '--profile', 'core']);
  assert.equal(core.code, 0, core.complained);
  assert.doesNotMatch(core.said, /Grafana/);
  const asked = (await calls()).split('\n').slice(-4);
  assert.match(asked.join('\n'), / rm --stop --force grafana otlp=\n.*--env-file \S+ up .* otlp=\n/);
  const own = await run(['up', '--profile', 'core'], { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://mine:4318' });
  assert.equal(own.code, 0);
  assert.match(await calls(), /--env-file \S+ up .* otlp=http:\/\/mine:4318\n/);
  const unknown = await run(['up', '--profile', 'tea']);
  assert.deepEqual(
    [unknown.code, unknown.complained],
    [2, "There is no profile 'tea': PROFILE is core or observability.\n"],
  );
});

test('what is set already stays, what is missing is added', async (context) => {
  const { env, run } = await place(context);
  await writeFile(env, 'PUBLIC_URL=https://social.example\nPOSTGRES_PASSWORD=mine', { mode: 0o644 });
  const { said } = await run(['up']);
  assert.match(said, /ready at https:\/\/social\.example\n/);
  const written = await readFile(env, 'utf8');
  assert.match(
    written,
    /^PUBLIC_URL=https:\/\/social\.example\nPOSTGRES_PASSWORD=mine\nFANFARE_INTERNAL_KEY=/,
  );
  assert.equal(written.match(/POSTGRES_PASSWORD/g)?.length, 1);
  assert.equal((await stat(env)).mode & 0o777, 0o600);
});

test('stop passes on what it is told, and says when nothing was started', async (context) => {
  const { env, run, calls } = await place(context);
  const nothing = await run(['down']);
  assert.equal(nothing.code, 2);
  assert.match(nothing.complained, /Nothing was started here/);
  await writeFile(env, '');
  assert.equal((await run(['down', '--volumes'])).code, 0);
  assert.match(await calls(), / down --volumes otlp=.*\n$/);
});

test('without Docker, or without its daemon, one sentence says what else there is', async (context) => {
  const without = await (await place(context, '')).run(['up']);
  assert.equal(without.code, 2);
  assert.match(without.complained, /^This needs Docker with Compose .*`make cluster`.*\n$/);
  const asleep = await place(context, '#!/bin/sh\n[ "$1" = compose ]\n');
  const { code, complained } = await asleep.run(['up']);
  assert.equal(code, 2);
  assert.match(complained, /^Docker is here but does not run.*`make cluster`.*\n$/);
});

test('a start that fails says where to look, and ends as Docker did', async (context) => {
  const { run } = await place(context);
  const { code, complained, said } = await run(['up'], { UP_ENDS: '3' });
  assert.equal(code, 3);
  assert.match(complained, /logs NAME/);
  assert.doesNotMatch(said, /ready/);
});

test('the image is made with what npm knows of every workspace', async () => {
  const root = join(import.meta.dirname, '..');
  const { workspaces } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    workspaces: string[];
  };
  const inside = new Set((await readFile(join(root, '.dockerignore'), 'utf8')).split('\n'));
  const left = workspaces
    .map((pattern) => pattern.replace(/\/\*$/, ''))
    .filter((folder) => !inside.has(`!${folder}`) && !inside.has(`!${folder}/package.json`));
  assert.deepEqual(left, []);
});
