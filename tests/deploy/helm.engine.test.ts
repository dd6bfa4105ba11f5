/** The Helm chart: helm reads it, the schemas of Kubernetes fit, and what it makes keeps what it promises. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { helmProgram, kubeconformProgram, kubernetesSchemaFiles, nginxProgram } from '@fanfare/engines';
import { serviceNames } from '@fanfare/kernel';
import { allSettings } from '@fanfare/server';
import type { Container, Form, KubernetesObject } from './chart.ts';
import { chart, forms, named, objectsOf, ofKind, podsOf, render, run, selects, valuesFile } from './chart.ts';

const [helm, kubeconform, schemas] = await Promise.all([
  helmProgram(),
  kubeconformProgram(),
  kubernetesSchemaFiles(),
]);
const rendered = new Map(
  await Promise.all(forms.map(async (form) => [form, await objectsOf(form)] as const)),
);
const objects = (form: Form): KubernetesObject[] => rendered.get(form) ?? [];
const folder = await mkdtemp(join(tmpdir(), 'fanfare-chart-'));
after(() => rm(folder, { recursive: true, force: true }));

const conforms = (text: string) =>
  spawnSync(kubeconform, ['-strict', '-schema-location', schemas, '-'], { input: text, encoding: 'utf8' });

for (const form of forms) {
  describe(`the chart with values-${form}.yaml`, () => {
    it('passes helm lint and the schemas of all kinds', async () => {
      await run(helm, ['lint', '--strict', chart, '-f', valuesFile(form)]);
      const { status, stdout } = conforms(await render(form));
      assert.equal(status, 0, stdout);
    });

    it('runs nobody as root, on a root that is only read, without rights, and says what it needs', () => {
      for (const { name, pod } of podsOf(objects(form))) {
        assert.equal(pod.automountServiceAccountToken, false, name);
        assert.equal(pod.enableServiceLinks, false, name);
        const { runAsNonRoot, runAsUser = 0, seccompProfile } = pod.securityContext ?? {};
        assert.ok(runAsNonRoot && runAsUser > 0, name);
        assert.equal(seccompProfile?.type, 'RuntimeDefault', name);
        for (const one of pod.containers ?? []) {
          assert.deepEqual(
            one.securityContext,
            {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ['ALL'] },
            },
            name,
          );
          const { requests = {}, limits = {} } = one.resources ?? {};
          assert.ok(requests.cpu && requests.memory && limits.memory, name);
          for (const { name: volume } of one.volumeMounts ?? [])
            assert.ok(
              pod.volumes?.some((kept) => kept.name === volume) ||
                objects(form).some(({ spec }) =>
                  spec?.volumeClaimTemplates?.some(({ metadata }) => metadata.name === volume),
                ),
              `${name} mounts ${volume}`,
            );
        }
      }
    });

    it('asks every process that goes on whether it lives and is ready, and lets it end in order', async () => {
      const ending = await readFile(join(chart, '../../../apps/server/src/ending.ts'), 'utf8');
      const within = Number(/RUNNING = ([\d_]+);/.exec(ending)?.[1]?.replace('_', '')) / 1000;
      for (const { metadata, spec } of ofKind(objects(form), 'Deployment', 'StatefulSet')) {
        const { containers: [one] = [], terminationGracePeriodSeconds: grace = 0 } =
          spec?.template?.spec ?? {};
        assert.ok(one);
        const pause = one.lifecycle?.preStop.sleep.seconds ?? 0;
        assert.ok(pause > 0 && grace > pause + within, `${metadata.name}: ${grace} s`);
        for (const probe of [one.startupProbe, one.readinessProbe, one.livenessProbe]) {
          const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port;
          assert.ok(
            one.ports?.some(({ name }) => name === port),
            `${metadata.name}: ${port}`,
          );
        }
      }
    });

    it('sets settings that exist, plainly where they are no secret, and takes the rest from Secrets that are values', () => {
      const given = named(objects(form), 'ConfigMap', 'fanfare-settings').data ?? {};
      for (const name of Object.keys(given)) checkPlain(name);
      for (const { name, pod } of podsOf(objects(form))) {
        for (const { name: setting, value, valueFrom } of containerOf(pod).env ?? []) {
          assert.ok(setting in allSettings, `${name}: ${setting}`);
          if (value !== undefined) checkPlain(setting);
          else assert.ok(['fanfare', 'postgres-app'].includes(valueFrom?.secretKeyRef.name ?? ''), setting);
        }
      }
    });

    it('leads people to a Service that has pods, by every path', () => {
      const services = ofKind(objects(form), 'Service');
      for (const { spec } of ofKind(objects(form), 'Ingress')) {
        for (const { host, http } of spec?.rules ?? []) {
          assert.equal(host, 'social.example');
          for (const { backend } of http.paths) {
            const service = named(services, 'Service', backend.service.name);
            assert.ok(service.spec?.ports?.some(({ name }) => name === backend.service.port.name));
          }
        }
        assert.deepEqual(spec?.tls?.[0]?.hosts, ['social.example']);
      }
      for (const { metadata, spec } of services) {
        const pods = podsOf(objects(form)).filter(({ labels }) =>
          selects({ matchLabels: spec?.selector }, labels),
        );
        assert.equal(pods.length, 1, metadata.name);
      }
    });
  });
}

function checkPlain(name: string): void {
  const setting = (allSettings as Record<string, { secret: boolean }>)[name];
  assert.ok(setting, `${name} is no setting`);
  assert.equal(setting.secret, false, `${name} is a secret`);
}

function containerOf(pod: { containers?: Container[] }): Container {
  const [one, another] = pod.containers ?? [];
  assert.ok(one && another === undefined);
  return one;
}

describe('the eight services', () => {
  for (const form of ['small', 'production'] as const) {
    it(`of ${form} each have a Deployment, an address, and the others' addresses`, () => {
      const given = named(objects(form), 'ConfigMap', 'fanfare-settings').data ?? {};
      for (const service of serviceNames) {
        const { spec } = named(objects(form), 'Deployment', `fanfare-${service}`);
        assert.deepEqual(spec?.strategy?.rollingUpdate, { maxUnavailable: 0, maxSurge: 1 });
        const env = containerOf(spec?.template?.spec ?? {}).env ?? [];
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

  it('get only the keys of engines that they use', () => {
    const keys = (service: string) => {
      const { spec } = named(objects('small'), 'Deployment', `fanfare-${service}`);
      return (containerOf(spec?.template?.spec ?? {}).env ?? []).map(({ name }) => name);
    };
    for (const service of serviceNames) {
      assert.equal(keys(service).includes('IDENTITY_URL'), service === 'auth', service);
      assert.equal(keys(service).includes('ELASTICSEARCH_URL'), service === 'search', service);
      for (const needed of [
        'FANFARE_INTERNAL_KEY',
        'DATABASE_URL',
        'REDIS_URL',
        'KAFKA_BROKERS',
        'MEDIA_URL',
      ])
        assert.ok(keys(service).includes(needed), `${service}: ${needed}`);
    }
  });

  it('are given every secret that there is, where the Secret has it', () => {
    const env =
      containerOf(named(objects('small'), 'Job', 'fanfare-migrate').spec?.template?.spec ?? {}).env ?? [];
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
    const one = containerOf(spec?.template?.spec ?? {});
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

describe('the chart', () => {
  it('says in a sentence what is missing or wrong', async () => {
    const wrong: [Form, string, RegExp][] = [
      ['small', 'publicUrl=', /publicUrl is missing/],
      ['small', 'image.repository=', /image\.repository is missing: build the image/],
      [
        'small',
        'secrets.name=',
        /secrets\.name is missing: name an existing Secret with the keys FANFARE_INTERNAL_KEY, /,
      ],
      ['one-node', 'settings.LOG_LEVLE=info', /settings\.LOG_LEVLE is no setting of this version/],
      ['small', 'settings.REDIS_URL=redis://x', /settings\.REDIS_URL is a secret/],
      ['small', 'secrets.from.OTHER.name=x', /secrets\.from\.OTHER is none of/],
      ['small', 'replicas=3', /replicas/],
      ['small', 'form=two', /form/],
      ['production', 'networkPolicies.egress.to=null', /networkPolicies\.egress\.to is empty/],
    ];
    for (const [form, set, words] of wrong) await assert.rejects(render(form, set), words);
  });

  it('runs as the user of the image, for whom the image keeps what the loader makes of the sources', async () => {
    const dockerfile = await readFile(join(chart, '../../Dockerfile'), 'utf8');
    const [, user, , after = ''] = /^USER (\d+):(\d+)$([\s\S]*)/m.exec(dockerfile) ?? [];
    assert.match(after, /^RUN node apps\/cli/m);
    const { spec } = named(objects('small'), 'Deployment', 'fanfare-read');
    assert.equal(spec?.template?.spec.securityContext?.runAsUser, Number(user));
  });

  it('takes words that YAML reads as truth values as they are meant', async () => {
    const all = await objectsOf('one-node', 'settings.APPROVAL_POLICY=off', 'settings.RATE_LIMITS=false');
    const { data } = named(all, 'ConfigMap', 'fanfare-settings');
    assert.equal(data?.RATE_LIMITS, 'off');
    assert.equal(data?.APPROVAL_POLICY, 'off');
  });

  it('is refused by the schemas where a word is misspelt', async () => {
    const { status, stdout } = conforms((await render('small')).replace('maxSurge', 'maxSurges'));
    assert.equal(status, 1);
    assert.match(stdout, /maxSurges/);
  });

  it('brings alert rules and dashboards as they are', async () => {
    const rules = ofKind(objects('production'), 'PrometheusRule');
    const dashboards = ofKind(objects('production'), 'ConfigMap').filter(
      ({ metadata }) => metadata.labels?.grafana_dashboard === '1',
    );
    assert.ok(rules.length > 0 && dashboards.length > 0);
    for (const { spec } of rules) assert.ok(spec?.groups?.every(({ rules: all }) => all.length > 0));
    for (const { data = {} } of dashboards) for (const text of Object.values(data)) JSON.parse(text);
  });

  it('of one process has no second one beside it, keeps its data, and needs no Secret', () => {
    const { spec } = named(objects('one-node'), 'StatefulSet', 'fanfare');
    assert.equal(spec?.replicas, 1);
    assert.deepEqual(
      spec?.volumeClaimTemplates?.map(({ metadata }) => metadata.name),
      ['data'],
    );
    assert.deepEqual(
      containerOf(spec?.template?.spec ?? {}).env?.filter(({ valueFrom }) => valueFrom !== undefined),
      [],
    );
    assert.equal(ofKind(objects('one-node'), 'Job', 'Deployment').length, 0);
  });
});
