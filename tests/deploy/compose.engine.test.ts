/** deploy/compose.yaml with the profile that watches, read by Docker's own compose: what `make run` starts beside the core. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { BlockList } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { composeProgram } from '@fanfare/engines';
import { serviceNames } from '@fanfare/kernel';

const run = promisify(execFile);
const deploy = join(import.meta.dirname, '../../deploy');
const file = join(deploy, 'compose.yaml');
const compose = await composeProgram();

interface Service {
  image: string;
  restart: string;
  mem_limit: string;
  user?: string;
  read_only?: boolean;
  tmpfs?: string[];
  command?: string[];
  networks?: Record<string, { ipv4_address?: string } | null>;
  deploy?: { replicas?: number };
  healthcheck?: { test?: string[] };
  logging?: { driver: string; options: Record<string, string> };
  labels?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  environment?: Record<string, string>;
  ports?: { host_ip: string }[];
  volumes?: { type: string; source: string; target: string; read_only?: boolean }[];
}

const text = await readFile(file, 'utf8');
const secrets = [...new Set([...text.matchAll(/\$\{([A-Z0-9_]+):\?/g)].map(([, name = '']) => name))];
const environment = {
  PATH: process.env.PATH,
  ...Object.fromEntries(secrets.map((name) => [name, `its-${name}`])),
};

interface Project {
  services: Record<string, Service>;
  networks: Record<string, { ipam: { config?: { subnet: string; ip_range?: string }[] } }>;
}

async function projectWith(env: NodeJS.ProcessEnv, ...profile: string[]): Promise<Project> {
  const { stdout } = await run(compose, ['-f', file, ...profile, 'config', '--format', 'json'], {
    env: { ...environment, ...env },
    maxBuffer: 16 * 1024 * 1024,
  });
  return JSON.parse(stdout) as Project;
}
const servicesWith = async (...asked: Parameters<typeof projectWith>) =>
  (await projectWith(...asked)).services;

const core = await servicesWith({});
const OTLP = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://jaeger:4318' };
const whole = await servicesWith(OTLP, '--profile', 'observability');
const added = Object.entries(whole).filter(([name]) => core[name] === undefined);
const goesOn = added.filter(([, { restart }]) => restart !== 'no');
const one = (name: string) => {
  const service = whole[name];
  assert.ok(service, name);
  return service;
};

describe('what is started', () => {
  it('waits for the end of everything that ends: `up --wait` takes it for a failure otherwise', () => {
    for (const services of [core, whole])
      for (const [name] of Object.entries(services).filter(([, { restart }]) => restart === 'no'))
        assert.ok(
          Object.values(services).some(
            ({ depends_on = {} }) => depends_on[name]?.condition === 'service_completed_successfully',
          ),
          name,
        );
  });

  it('has fixed addresses that Docker gives to nobody else', async () => {
    for (const env of [{}, { FANFARE_SUBNET: '10.99.1' }]) {
      const { services, networks } = await projectWith(env);
      const [{ subnet = '', ip_range: range = subnet } = {}] = networks.default?.ipam.config ?? [];
      const fixed = Object.values(services).flatMap(
        ({ networks: { default: at } = {} }) => at?.ipv4_address ?? [],
      );
      assert.equal(fixed.length, 3);
      for (const address of fixed) {
        assert.ok(listOf(subnet).check(address), address);
        assert.ok(!listOf(range).check(address), `${address} is one of ${range}`);
      }
      assert.ok(listOf(subnet).check(range.split('/')[0] ?? ''), range);
    }
  });

  it('has a gateway with two workers, whose waiting bodies and answers lie on disk', async (context) => {
    const { command: [script = ''] = [], read_only, tmpfs, volumes = [] } = one('gateway');
    assert.ok(read_only);
    assert.equal(tmpfs, undefined);
    assert.equal(volumes.find(({ target }) => target === '/tmp')?.type, 'volume');
    const folder = await mkdtemp(join(tmpdir(), 'fanfare-gateway-'));
    context.after(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'nginx'), '#!/bin/sh\necho "$*"\n', { mode: 0o755 });
    const here: Record<string, string> = { '/etc/nginx': join(deploy, 'nginx'), '/tmp': folder };
    const { stdout } = await run(
      'sh',
      ['-ec', script.replace(/\/etc\/nginx|\/tmp/g, (path) => here[path] ?? path)],
      {
        env: { PATH: `${folder}:${process.env.PATH}` },
      },
    );
    assert.match(stdout, new RegExp(`-p ${folder} .*-c ${folder}/nginx.conf$`, 'm'));
    const given = await readFile(join(deploy, 'nginx/nginx.conf'), 'utf8');
    const taken = await readFile(join(folder, 'nginx.conf'), 'utf8');
    assert.match(taken, /^worker_processes 2;$/m);
    assert.equal(taken.replace('worker_processes 2;', 'worker_processes auto;'), given);
  });
});

function listOf(network: string): BlockList {
  const [address = '', prefix = ''] = network.split('/');
  const list = new BlockList();
  list.addSubnet(address, Number(prefix));
  return list;
}

describe('the profile observability', () => {
  it('adds what watches, and changes nothing of the core but where traces go', () => {
    assert.deepEqual(added.map(([name]) => name).sort(), [
      ...['alertmanager', 'filebeat', 'grafana', 'jaeger', 'kibana', 'kibana-init'],
      ...['logs-init', 'logstash', 'prometheus'],
    ]);
    for (const [name, service] of Object.entries(core)) {
      const { environment: before, ...left } = service;
      const { environment: after, ...right } = one(name);
      assert.deepEqual(right, left, name);
      assert.deepEqual(
        { ...after, OTEL_EXPORTER_OTLP_ENDPOINT: '' },
        { ...before, OTEL_EXPORTER_OTLP_ENDPOINT: '' },
      );
    }
    for (const name of serviceNames) {
      assert.equal(core[name]?.environment?.OTEL_EXPORTER_OTLP_ENDPOINT, '');
      assert.equal(one(name).environment?.OTEL_EXPORTER_OTLP_ENDPOINT, 'http://jaeger:4318');
      assert.equal(one(name).environment?.METRICS_HOST, '0.0.0.0');
      assert.equal(one(name).environment?.METRICS_PORT, '9464');
    }
  });

  it('fits what its table says', () => {
    const sum = (services: [string, Service][]) =>
      services
        .filter(([, { restart }]) => restart !== 'no')
        .reduce(
          (total, [, { mem_limit, deploy: { replicas = 1 } = {} }]) => total + Number(mem_limit) * replicas,
          0,
        ) /
      1024 ** 2;
    assert.equal(sum(Object.entries(whole)), Number(/^# +sum of both +(\d+)$/m.exec(text)?.[1]));
    assert.ok(sum(Object.entries(whole)) < 12 * 1024);
    assert.equal(sum(goesOn), Number(/alertmanager 64 +(\d+)$/m.exec(text)?.[1]));
  });

  it('starts in order, is looked after, and is started again', () => {
    for (const [name, { depends_on = {} }] of added)
      for (const [needed, { condition }] of Object.entries(depends_on))
        assert.equal(
          condition,
          one(needed).restart === 'no' ? 'service_completed_successfully' : 'service_healthy',
          `${name}: ${needed}`,
        );
    for (const [name, { restart, healthcheck }] of goesOn) {
      assert.equal(restart, 'unless-stopped', name);
      assert.ok(healthcheck?.test, name);
    }
    // The core must not wait for what watches it.
    for (const name of Object.keys(core))
      for (const needed of Object.keys(one(name).depends_on ?? {}))
        assert.ok(core[needed], `${name}: ${needed}`);
  });

  it('pins images of one version for what belongs together, and shows its pages to this machine alone', () => {
    for (const [name, { image, ports = [] }] of added) {
      assert.match(image, /:v?\d+\.\d+\.\d+$/, name);
      for (const port of ports) assert.equal(port.host_ip, '127.0.0.1', name);
    }
    const version = one('elasticsearch').image.split(':').at(-1);
    for (const name of ['logstash', 'filebeat', 'kibana', 'logs-init', 'kibana-init'])
      assert.equal(one(name).image.split(':').at(-1), version, name);
    const open = goesOn.filter(([, { ports = [] }]) => ports.length > 0).map(([name]) => name);
    assert.deepEqual(open.sort(), ['alertmanager', 'grafana', 'jaeger', 'kibana', 'prometheus']);
  });

  it('mounts files that are there, and to be read alone', async () => {
    const folders = added.flatMap(([name, { volumes = [] }]) =>
      volumes.filter(({ type }) => type === 'bind').map((volume) => ({ name, ...volume })),
    );
    assert.ok(folders.length >= 10);
    for (const { name, source, read_only } of folders) {
      assert.equal(read_only, true, `${name}: ${source}`);
      if (source.startsWith(resolve(deploy))) await access(source);
      else assert.equal(source, '/var/lib/docker/containers');
    }
  });

  it('ships the lines of those that speak the common schema, and of no other', () => {
    const shipped = Object.entries(whole).filter(([, { labels }]) => labels?.fanfare_logs === 'ecs');
    assert.deepEqual(shipped.map(([name]) => name).sort(), ['gateway', ...serviceNames].sort());
    for (const [name, { logging }] of shipped) {
      assert.equal(logging?.driver, 'json-file', name);
      assert.equal(logging?.options.labels, 'fanfare_logs', name);
      assert.ok(logging?.options['max-size'], name);
    }
  });

  it('has no default for a password, and none in what is started', async () => {
    for (const secret of [
      'GRAFANA_PASSWORD',
      'LOGSTASH_PASSWORD',
      'OBSERVER_PASSWORD',
      'KIBANA_PASSWORD',
      'KIBANA_KEY',
    ])
      await assert.rejects(servicesWith({ [secret]: '' }, '--profile', 'observability'), new RegExp(secret));
    const { stdout } = await run(
      compose,
      ['-f', file, '--profile', 'observability', 'config', '--format', 'json'],
      {
        env: environment,
        maxBuffer: 16 * 1024 * 1024,
      },
    );
    const all = JSON.parse(stdout) as { services: Record<string, { command?: string[] }> };
    for (const [name] of added)
      assert.doesNotMatch(JSON.stringify(all.services[name]?.command ?? ''), /its-[A-Z]/, name);
  });
});
