/** The files of deploy/, checked by the programs that read them: Docker's compose, hadolint, NGINX. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { composeProgram, hadolintProgram, nginxProgram } from '@fanfare/engines';
import { serviceNames } from '@fanfare/kernel';
import { allSettings } from '@fanfare/server';

const run = promisify(execFile);
const deploy = join(import.meta.dirname, '../../../deploy');
const compose = await composeProgram();
const folder = await mkdtemp(join(tmpdir(), 'fanfare-deploy-'));
after(() => rm(folder, { recursive: true, force: true }));

interface Service {
  image: string;
  build?: object;
  restart: string;
  mem_limit: string;
  deploy?: { replicas?: number };
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
  environment?: Record<string, string>;
  ports?: { published: string; host_ip: string; target: number }[];
}

const text = await readFile(join(deploy, 'compose.yaml'), 'utf8');
const secrets = [...new Set([...text.matchAll(/\$\{([A-Z0-9_]+):\?/g)].map(([, name = '']) => name))];
const environment = {
  PATH: process.env.PATH,
  ...Object.fromEntries(secrets.map((name) => [name, `its-${name}`])),
};

const config = (file: string, env: NodeJS.ProcessEnv, ...more: string[]) =>
  run(compose, ['-f', file, 'config', ...more], { env, maxBuffer: 16 * 1024 * 1024 });

const { stdout } = await config(join(deploy, 'compose.yaml'), environment, '--format', 'json');
const { services } = JSON.parse(stdout) as { services: Record<string, Service> };
const named = (name: string) => {
  const service = services[name];
  assert.ok(service, name);
  return service;
};
const goesOn = Object.entries(services).filter(([, { restart }]) => restart !== 'no');

describe('deploy/compose.yaml', () => {
  it('is refused where something is wrong', async () => {
    const wrong = join(folder, 'wrong.yaml');
    await writeFile(wrong, text.replace('condition: service_healthy', 'condition: healthy_service'));
    await assert.rejects(config(wrong, environment, '--quiet'), /condition/);
  });

  it('has no default for a secret, and says who makes it', async () => {
    assert.ok(secrets.length >= 8);
    for (const secret of secrets) {
      await assert.rejects(
        config(join(deploy, 'compose.yaml'), { ...environment, [secret]: '' }, '--quiet'),
        new RegExp(`${secret}.*make run writes it`),
      );
    }
    const made = await readFile(join(import.meta.dirname, '../../../tools/compose.mjs'), 'utf8');
    for (const secret of secrets)
      assert.ok(made.includes(`'${secret}'`), `tools/compose.mjs makes ${secret}`);
  });

  it('fits 8 GiB, as its table says', () => {
    const sum = goesOn.reduce(
      (total, [, { mem_limit, deploy: { replicas = 1 } = {} }]) => total + Number(mem_limit) * replicas,
      0,
    );
    const said = Number(/^# +sum +(\d+)$/m.exec(text)?.[1]);
    assert.equal(sum / 1024 ** 2, said);
    assert.ok(said < 8 * 1024);
  });

  it('runs two of each service, with settings that exist, and where the others are', () => {
    for (const name of serviceNames) {
      const { deploy: { replicas } = {}, environment: given = {} } = named(name);
      assert.equal(replicas, 2, name);
      assert.equal(given.FANFARE_SERVICES, name);
      for (const setting of Object.keys(given)) assert.ok(setting in allSettings, `${name}: ${setting}`);
      for (const other of serviceNames)
        assert.equal(given[`FANFARE_${other.toUpperCase().replace('-', '_')}_URL`], `http://${other}:3000`);
      for (const engine of [
        'DATABASE_URL',
        'NOTIFICATION_DATABASE_URL',
        'IDENTITY_URL',
        'REDIS_URL',
        'KAFKA_BROKERS',
        'ELASTICSEARCH_URL',
        'MEDIA_URL',
      ])
        assert.ok(given[engine], `${name}: ${engine}`);
    }
  });

  it('starts each part when what it needs is healthy, and starts it again when it ends', () => {
    for (const [name, { depends_on = {} }] of Object.entries(services)) {
      for (const [needed, { condition }] of Object.entries(depends_on)) {
        const isOneShot = named(needed).restart === 'no';
        assert.equal(
          condition,
          isOneShot ? 'service_completed_successfully' : 'service_healthy',
          `${name}: ${needed}`,
        );
      }
    }
    for (const [name, { restart, healthcheck, image }] of goesOn) {
      assert.equal(restart, 'unless-stopped', name);
      // The image of the services brings its own.
      if (!image.startsWith('fanfare:')) assert.ok(healthcheck?.test, name);
    }
    assert.deepEqual(Object.keys(named('gateway').depends_on ?? {}).toSorted(), serviceNames.toSorted());
  });

  it('pins images, and lets nothing in but through the gateway, from this machine', () => {
    for (const [name, { image, ports = [] }] of Object.entries(services)) {
      if (!image.startsWith('fanfare:'))
        assert.match(image, /:v?\d+\.\d+\.\d+(-[a-z]+)?$|:\d+\.\d+(-[a-z]+)?$/, name);
      assert.equal(ports.length, name === 'gateway' ? 1 : 0, name);
    }
    assert.equal(named('gateway').ports?.[0]?.host_ip, '127.0.0.1');
  });
});

it('hadolint finds nothing in deploy/Dockerfile, and something in a bad one', async () => {
  const hadolint = await hadolintProgram();
  await run(hadolint, [join(deploy, 'Dockerfile')]);
  const bad = join(folder, 'Dockerfile');
  await writeFile(bad, 'FROM node\nRUN cd /tmp && apt-get install x\n');
  await assert.rejects(run(hadolint, [bad]), (error) => {
    assert.match((error as { stdout: string }).stdout, /DL3006/);
    return true;
  });
});

it('the image runs the Node that runs here', async () => {
  const dockerfile = await readFile(join(deploy, 'Dockerfile'), 'utf8');
  const { optionalDependencies } = JSON.parse(await readFile(join(deploy, '../package.json'), 'utf8')) as {
    optionalDependencies: { node: string };
  };
  const images = [...dockerfile.matchAll(/^FROM node:(\S+)-bookworm-slim/gm)].map(([, version]) => version);
  assert.deepEqual([...new Set(images)], [optionalDependencies.node]);
});

it('NGINX reads deploy/nginx/nginx.conf', async () => {
  const file = join(folder, 'nginx.conf');
  await cp(join(deploy, 'nginx/nginx.conf'), file);
  const text = await readFile(file, 'utf8');
  const natively = text
    // Names that DNS of a container knows, and a word that only 1.27.3 and newer know.
    .replaceAll(/server [a-z-]+:3000 resolve/g, 'server 127.0.0.1:3000')
    // Here a socket, which cannot be opened by name.
    .replace('access_log /dev/stdout', 'access_log /dev/null');
  await writeFile(file, natively);
  await run(await nginxProgram(), ['-p', folder, '-e', 'stderr', '-c', file, '-t']);
  await writeFile(file, natively.replace('least_conn', 'most_conn'));
  await assert.rejects(
    run(await nginxProgram(), ['-p', folder, '-e', 'stderr', '-c', file, '-t']),
    /most_conn/,
  );
});
