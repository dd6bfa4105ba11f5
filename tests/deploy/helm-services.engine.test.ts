/** What the Helm chart makes of the eight services: who gets which keys, who is let in, what scales, what stands before them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { nginxProgram } from '@fanfare/engines';
import { serviceNames } from '@fanfare/kernel';
import { allSettings } from '@fanfare/server';
import { containerOf, named, objectsOf, ofKind, podsOf, selects } from './chart.ts';

const rendered = { small: await objectsOf('small'), production: await objectsOf('production') };
const objects = (form: keyof typeof rendered) => rendered[form];
const folder = await mkdtemp(join(tmpdir(), 'fanfare-chart-'));
after(() => rm(folder, { recursive: true, force: true }));

describe('the eight services', () => {
  for (const form of ['small', 'production'] as const) {
    it(`of ${form} each have a Deployment, an address, and the others' addresses`, () => {
      const given = named(objects(form), 'ConfigMap', 'fanfare-settings').data ?? {};
      for (const service of serviceNames) {
        const { spec } = named(objects(form), 'Deployment', `fanfare-${service}`);
        assert.deepEqual(spec?.strategy?.rollingUpdate, { maxUnavailable: 0, maxSurge: 1 });
        const env = containerOf(spec?.template?.spec).env ?? [];
        assert.equal(env.find(({ name }) => name === 'FANFARE_SERVICES')?.value, service);
        assert.equal(
          given[`FANFARE_${service.toUpperCase().replace('-', '_')}_URL`],
          `http://fanfare-${service}:3000`,
        );
        assert.ok(named(objects(form), 'Service', `fanfare-${service}`));
        const scaled = ofKind(objects(form), 'HorizontalPodAutoscaler').some(
          (one) => one.spec?.scaleTargetRef?.name === `fanfare-${service}`,
        );
        // Both would pull at the same number.
        assert.equal(spec?.replicas === undefined, scaled, service);
      }
    });
  }

  it('get no keys of an engine that another one has to itself', () => {
    const keys = (service: string) => {
      const { spec } = named(objects('small'), 'Deployment', `fanfare-${service}`);
      return (containerOf(spec?.template?.spec).env ?? []).map(({ name }) => name);
    };
    for (const service of serviceNames) {
      assert.equal(keys(service).includes('IDENTITY_URL'), service === 'auth', service);
      assert.equal(keys(service).includes('SMTP_URL'), service === 'auth', service);
      assert.equal(keys(service).includes('ELASTICSEARCH_URL'), service === 'search', service);
      for (const needed of [
        'FANFARE_INTERNAL_KEY',
        'DATABASE_URL',
        'NOTIFICATION_DATABASE_URL',
        'REDIS_URL',
        'KAFKA_BROKERS',
        'MEDIA_URL',
      ])
        assert.ok(keys(service).includes(needed), `${service}: ${needed}`);
    }
  });

  it('are given every secret that there is, where the Secret has it', () => {
    const env = containerOf(named(objects('small'), 'Job', 'fanfare-migrate').spec?.template?.spec).env ?? [];
    const secrets = env.filter(({ valueFrom }) => valueFrom !== undefined).map(({ name }) => name);
    const all = Object.entries(allSettings)
      .filter(([, { secret }]) => secret)
      .map(([name]) => name);
    assert.deepEqual(secrets.toSorted(), [...all, 'KAFKA_BROKERS'].toSorted());
  });

  it('are migrated first, by a Job that needs nothing else of the chart', () => {
    const { metadata, spec } = named(objects('small'), 'Job', 'fanfare-migrate');
    assert.equal(metadata.annotations?.['helm.sh/hook'], 'pre-install,pre-upgrade');
    assert.match(metadata.annotations?.['helm.sh/hook-delete-policy'] ?? '', /before-hook-creation/);
    const one = containerOf(spec?.template?.spec);
    assert.deepEqual(one.args, ['migrate']);
    assert.equal(one.envFrom, undefined);
    const names = (one.env ?? []).map(({ name }) => name);
    for (const needed of ['DATABASE_URL', 'IDENTITY_URL', 'ELASTICSEARCH_URL', 'KAFKA_BROKERS', 'PUBLIC_URL'])
      assert.ok(names.includes(needed), needed);
    assert.ok(!names.includes('FANFARE_SERVICES'));
    for (const { configMap } of spec?.template?.spec.volumes ?? []) assert.equal(configMap, undefined);
  });

  it('have budgets and autoscalers that find their pods', () => {
    const budgets = ofKind(objects('production'), 'PodDisruptionBudget');
    assert.equal(budgets.length, serviceNames.length + 1);
    for (const { metadata, spec } of budgets) {
      const found = podsOf(objects('production')).filter(({ labels }) => selects(spec?.selector, labels));
      assert.deepEqual(
        found.map(({ name }) => name),
        [metadata.name],
      );
    }
    const scalers = ofKind(objects('production'), 'HorizontalPodAutoscaler');
    assert.equal(scalers.length, serviceNames.length);
    for (const { spec } of scalers) {
      assert.ok(named(objects('production'), 'Deployment', spec?.scaleTargetRef?.name ?? ''));
      for (const { external } of spec?.metrics ?? []) {
        if (external === undefined) continue;
        assert.equal(external.metric.name, 'fanfare_consumer_lag_seconds');
        const group = external.metric.selector.matchLabels?.group;
        assert.equal(`fanfare-${group}`, spec?.scaleTargetRef?.name);
      }
    }
    // A budget for one pod would keep its node from ever being emptied.
    const few = ofKind(objects('small'), 'PodDisruptionBudget').map(({ metadata }) => metadata.name);
    assert.deepEqual(few.toSorted(), ['fanfare-auth', 'fanfare-gateway', 'fanfare-read', 'fanfare-write']);
  });

  it('need as many connections at most as docs/kubernetes.md says, and not more than it asks the databases for', async () => {
    const read = (path: string) => readFile(join(import.meta.dirname, '../..', path), 'utf8');
    const [shares, text] = await Promise.all([
      read('packages/sql/src/server/shares.ts'),
      read('docs/kubernetes.md'),
    ]);
    const [, sizes = ''] = /SIZES[^{]*\{([^}]*)\}/.exec(shares) ?? [];
    const each = [...sizes.matchAll(/: (\d+),/g)].reduce((sum, [, size]) => sum + Number(size), 0);
    assert.match(text, new RegExp(`at most ${each} connections`));
    const allowed = { small: [500, 500], production: [1000, 250] };
    for (const form of ['small', 'production'] as const) {
      const pods = (service: string) => {
        const scaled = ofKind(objects(form), 'HorizontalPodAutoscaler').find(
          ({ spec }) => spec?.scaleTargetRef?.name === `fanfare-${service}`,
        );
        const { replicas = 0 } = named(objects(form), 'Deployment', `fanfare-${service}`).spec ?? {};
        return [scaled?.spec?.minReplicas ?? replicas, scaled?.spec?.maxReplicas ?? replicas] as const;
      };
      const sums = (services: readonly string[]) =>
        [0, 1].map((end) => services.reduce((sum, service) => sum + (pods(service)[end] ?? 0), 0));
      const core = serviceNames.filter((service) => service !== 'notification');
      const range = (of: number[]) => [...new Set(of)].join(' to ');
      const connections = (services: readonly string[], more: number) =>
        sums(services).map((count) => (count + more) * each);
      const row = [
        range(sums(core)),
        ...[
          connections(core, 0),
          connections(core, core.length),
          connections(['notification'], 0),
          connections(['notification'], 1),
        ].map(range),
      ];
      const said =
        text.split('\n').find((line) => line.startsWith(`| \`values-${form}.yaml\``) && /\| \d/.test(line)) ??
        '';
      assert.deepEqual(
        said
          .split('|')
          .slice(2, -1)
          .map((cell) => cell.trim()),
        row,
      );
      const [most = 0, mostOfNotification = 0] = allowed[form];
      assert.ok((connections(core, core.length)[1] ?? 0) < most, form);
      assert.ok((connections(['notification'], 1)[1] ?? 0) < mostOfNotification, form);
      for (const limit of allowed[form]) assert.match(text, new RegExp(`\\b${limit}\\b`));
    }
  });

  it('let in only whom they must', () => {
    const policies = ofKind(objects('production'), 'NetworkPolicy');
    const inwards = policies.filter(({ spec }) => spec?.ingress !== undefined);
    const opens = (component: string, port: string) =>
      inwards.filter(
        ({ spec }) =>
          selects(spec?.podSelector, {
            'app.kubernetes.io/name': 'fanfare',
            'app.kubernetes.io/instance': 'fanfare',
            'app.kubernetes.io/component': component,
          }) && spec?.ingress?.some(({ ports }) => ports.some((one) => one.port === port)),
      );
    const namesOf = (found: typeof policies) => found.map(({ metadata }) => metadata.name);
    assert.deepEqual(namesOf(opens('fanout', 'http')), ['fanfare-inside']);
    assert.deepEqual(namesOf(opens('read', 'http')), ['fanfare-inside', 'fanfare-public']);
    for (const service of serviceNames)
      assert.deepEqual(namesOf(opens(service, 'metrics')), ['fanfare-metrics'], service);
    for (const { metadata, spec } of inwards)
      for (const { from } of spec?.ingress ?? [])
        for (const one of from) assert.ok(one.podSelector ?? one.namespaceSelector, metadata.name);
  });

  it('have a gateway whose configuration NGINX reads', async () => {
    const text = named(objects('production'), 'ConfigMap', 'fanfare-gateway').data?.['nginx.conf'] ?? '';
    assert.doesNotMatch(text, /FANFARE_/);
    assert.match(text, /server fanfare-user-graph-pods\.kept\.svc\.cluster\.local:3000 resolve/);
    assert.match(text, /set_real_ip_from 10\.244\.0\.0\/16;/);
    assert.match(text, /^worker_processes 2;$/m);
    const names = [...text.matchAll(/server (\S+)-pods\.kept\S+ resolve/g)].map(([, name = '']) => name);
    for (const name of names)
      assert.equal(named(objects('production'), 'Service', `${name}-pods`).spec?.clusterIP, 'None');
    const file = join(folder, 'nginx.conf');
    // Names that DNS of a cluster knows, and a word that only 1.27.3 and newer know.
    const natively = text
      .replaceAll(/server \S+:3000 resolve/g, 'server 127.0.0.1:3000')
      .replace(/resolver \S+/, 'resolver 127.0.0.1')
      .replace('access_log /dev/stdout', 'access_log /dev/null');
    await writeFile(file, natively);
    execFileSync(await nginxProgram(), ['-p', folder, '-e', 'stderr', '-c', file, '-t'], { stdio: 'pipe' });
  });

  it('have a gateway that asks the DNS of the cluster, whatever its domain is', async () => {
    const resolver = async (...set: string[]) => {
      const gateway = named(await objectsOf('small', ...set), 'ConfigMap', 'fanfare-gateway');
      return /resolver (\S+) /.exec(gateway.data?.['nginx.conf'] ?? '')?.[1];
    };
    assert.equal(await resolver(), 'kube-dns.kube-system.svc.cluster.local');
    assert.equal(await resolver('clusterDomain=k8s.lan'), 'kube-dns.kube-system.svc.k8s.lan');
    assert.equal(await resolver('clusterDomain=k8s.lan', 'gateway.resolver=10.96.0.10'), '10.96.0.10');
  });

  it('are reached through one path where the controller knows no regular expressions', () => {
    const [one, another] = ofKind(objects('small'), 'Ingress');
    assert.equal(another, undefined);
    assert.deepEqual(one?.spec?.rules?.[0]?.http.paths, [
      {
        path: '/',
        pathType: 'Prefix',
        backend: { service: { name: 'fanfare-gateway', port: { name: 'http' } } },
      },
    ]);
  });
});
