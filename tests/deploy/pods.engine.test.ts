/**
 * What the chart's pods would run, run here: with the settings and Secrets that the chart gives to each, as the user
 * 1000 without rights, on a root that is only read. One process on its volume, and eight on the engines of this machine.
 */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { engineUrl, freePorts, ownDatabase, ownNamespace } from '@fanfare/engines';
import { serviceNames } from '@fanfare/kernel';
import type { Container, Form, KubernetesObject } from './chart.ts';
import { containerOf, named, objectsOf, run } from './chart.ts';

const root = join(import.meta.dirname, '../..');
const notRoot = process.getuid?.() === 0 ? false : 'only root can take rights away';
const ended: (() => Promise<void>)[] = [];
after(async () => {
  for (const end of ended.reverse()) await end();
});

/** As the container has it. @param secrets by the key in the Secret; a key that is not there is not set */
function environmentOf(
  objects: readonly KubernetesObject[],
  container: Container,
  secrets: Readonly<Record<string, string>>,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { configMapRef } of container.envFrom ?? [])
    Object.assign(found, named(objects, 'ConfigMap', configMapRef.name).data);
  for (const { name, value, valueFrom } of container.env ?? []) {
    const { key = '', optional = false } = valueFrom?.secretKeyRef ?? {};
    const given = value ?? secrets[key];
    assert.ok(given !== undefined || optional, `the Secret has no ${key}`);
    if (given !== undefined) found[name] = given;
  }
  return found;
}

interface Pod {
  /** Where it answers; where its metrics and its health are. */
  url: string;
  watch: string;
  said(): string;
  /** Whether somebody can write there, as the process sees it. */
  canWrite(path: string): Promise<boolean>;
  /** SIGTERM, and what it ended with. */
  end(): Promise<number | null>;
}

function inPod(environment: Readonly<Record<string, string>>, args: readonly string[]): ChildProcess {
  return spawn(
    'unshare',
    ['--mount', join(import.meta.dirname, 'as-in-a-pod.sh'), process.execPath, ...args],
    // Nothing of ours, as in an image.
    { cwd: root, env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment }, stdio: 'pipe' },
  );
}

async function runPod(
  given: Readonly<Record<string, string>>,
  ports: readonly [number, number],
): Promise<Pod> {
  const [PORT, METRICS_PORT] = ports.map(String);
  const here = { HOST: '127.0.0.1', METRICS_HOST: '127.0.0.1', FANFARE_DATA: '/mnt' };
  const child = inPod({ ...given, ...here, PORT: `${PORT}`, METRICS_PORT: `${METRICS_PORT}` }, [
    'apps/cli/src/main.ts',
    'serve',
  ]);
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => (words += bytes));
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const end = async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    return (await exit)[0];
  };
  ended.push(async () => void (await end()));
  const watch = `http://127.0.0.1:${METRICS_PORT}`;
  while (
    !(await fetch(`${watch}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    assert.equal(child.exitCode, null, words);
    await pause(50);
  }
  return {
    url: `http://127.0.0.1:${PORT}`,
    watch,
    said: () => words,
    async canWrite(path) {
      const touch = spawn('nsenter', [
        '--target',
        `${child.pid}`,
        '--mount',
        'setpriv',
        '--reuid=1000',
        'test',
        '-w',
        path,
      ]);
      return (await once(touch, 'exit'))[0] === 0;
    },
    end,
  };
}

const chartOf = (form: Form) => objectsOf(form, 'publicUrl=http://localhost:3000');

describe('as the pods of the chart would run', { skip: notRoot }, () => {
  it('one process serves on its volume alone, and ends in order', async () => {
    const objects = await chartOf('one-node');
    const [first = 0, second = 0] = await freePorts(2);
    const pod = await runPod(
      environmentOf(objects, containerOf(named(objects, 'StatefulSet', 'fanfare').spec?.template?.spec), {}),
      [first, second],
    );
    for (const path of [root, join(root, 'node_modules'), '/var/tmp', '/home'])
      assert.equal(await pod.canWrite(path), false, path);
    assert.ok(await pod.canWrite('/mnt'));
    assert.equal((await fetch(`${pod.url}/api/v2/instance`)).status, 200);
    assert.equal((await fetch(`${pod.url}/api/openapi.json`)).status, 200);
    assert.match(await (await fetch(`${pod.watch}/metrics`)).text(), /^fanfare_/m);
    const [, , script = ''] = named(objects, 'Pod', 'fanfare-test').spec?.containers?.[0]?.command ?? [];
    assert.match(script, /http:\/\/fanfare:3000/);
    await run(process.execPath, ['-e', script.replace('http://fanfare:3000', pod.url)]);
    assert.match(pod.said(), /\/setup\//);
    assert.doesNotMatch(pod.said(), /EACCES|EROFS/);
    assert.equal(await pod.end(), 0);
  });

  it('eight processes serve with what the chart gives to each, after the Job', async () => {
    const objects = await chartOf('small');
    const [core, own] = await Promise.all([ownDatabase('postgres'), ownDatabase('mysql')]);
    ended.push(core.drop, own.drop);
    const identities = new URL(await engineUrl('mongodb'));
    identities.pathname = `/test_${randomBytes(6).toString('hex')}`;
    const secrets = {
      FANFARE_INTERNAL_KEY: randomBytes(32).toString('base64url'),
      DATABASE_URL: core.url,
      NOTIFICATION_DATABASE_URL: own.url,
      IDENTITY_URL: identities.href,
      REDIS_URL: await engineUrl('redis'),
      KAFKA_BROKERS: await engineUrl('kafka'),
      ELASTICSEARCH_URL: await engineUrl('elasticsearch'),
      MEDIA_URL: await engineUrl('s3'),
    };
    const ports = await freePorts(2 * serviceNames.length);
    const names: readonly string[] = serviceNames;
    const portOf = (service: string) => ports[names.indexOf(service)] ?? 0;
    /** Here no DNS knows Services, and nobody else's tables are touched. */
    const here = (environment: Record<string, string>) =>
      Object.fromEntries([
        ...Object.entries(environment).map(([name, value]) => [
          name,
          value.replace(
            /^http:\/\/fanfare-([a-z-]+):3000$/,
            (_, service) => `http://127.0.0.1:${portOf(service)}`,
          ),
        ]),
        ['FANFARE_NAMESPACE', namespace],
      ]) as Record<string, string>;
    const namespace = ownNamespace();

    const job = containerOf(named(objects, 'Job', 'fanfare-migrate').spec?.template?.spec);
    const migration = inPod({ ...here(environmentOf(objects, job, secrets)), FANFARE_DATA: '/mnt' }, [
      'apps/cli/src/main.ts',
      ...(job.args ?? []),
    ]);
    let words = '';
    migration.stdout?.on('data', (bytes) => (words += bytes));
    migration.stderr?.on('data', (bytes) => (words += bytes));
    assert.equal((await once(migration, 'exit'))[0], 0, words);

    const pods = await Promise.all(
      serviceNames.map((service, index) => {
        const container = containerOf(
          named(objects, 'Deployment', `fanfare-${service}`).spec?.template?.spec,
        );
        const mine = [ports[index] ?? 0, ports[index + serviceNames.length] ?? 0] as const;
        return runPod(here(environmentOf(objects, container, secrets)), mine);
      }),
    );
    const at = (service: (typeof serviceNames)[number]) => pods[serviceNames.indexOf(service)] as Pod;
    assert.equal((await fetch(`${at('read').url}/api/v2/instance`)).status, 200);
    const found = await fetch(`${at('search').url}/api/v2/search?q=nobody`);
    assert.equal(found.status, 200, await found.text());
    for (const service of serviceNames) {
      const said = at(service).said();
      assert.doesNotMatch(said, /EACCES|EROFS|"log\.level":"error"/, service);
      assert.equal(await at(service).canWrite(root), false);
    }
    assert.deepEqual(
      await Promise.all(pods.map((pod) => pod.end())),
      serviceNames.map(() => 0),
    );
  });
});
