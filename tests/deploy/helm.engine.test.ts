/** The Helm chart: helm reads it, the schemas of Kubernetes fit, and what it makes keeps what it promises. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { helmProgram, kubeconformProgram, kubernetesSchemaFiles } from '@fanfare/engines';
import { allSettings } from '@fanfare/server';
import type { Form, KubernetesObject } from './chart.ts';
import {
  chart,
  containerOf,
  forms,
  named,
  objectsOf,
  ofKind,
  podsOf,
  render,
  run,
  selects,
  valuesFile,
} from './chart.ts';

const [helm, kubeconform, schemas] = await Promise.all([
  helmProgram(),
  kubeconformProgram(),
  kubernetesSchemaFiles(),
]);
const rendered = new Map(
  await Promise.all(forms.map(async (form) => [form, await objectsOf(form)] as const)),
);
const objects = (form: Form): KubernetesObject[] => rendered.get(form) ?? [];
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

  it('gives numbers as they are written', async () => {
    // As from a file; what --set gives is a text or a whole number already.
    const numbers = 'settings={"OTEL_TRACES_SAMPLER_ARG": 0.1, "FANFARE_TRACES_SLOW": 1000000}';
    const options = [
      '-f',
      valuesFile('one-node'),
      '--set-json',
      numbers,
      '--show-only=templates/settings.yaml',
    ];
    const { stdout } = await run(helm, ['template', 'fanfare', chart, ...options]);
    assert.match(stdout, /^ {2}OTEL_TRACES_SAMPLER_ARG: "0\.1"$/m);
    assert.match(stdout, /^ {2}FANFARE_TRACES_SLOW: "1000000"$/m);
  });

  it('is refused by the schemas where a word is misspelt', async () => {
    const { status, stdout } = conforms((await render('small')).replace('maxSurge', 'maxSurges'));
    assert.equal(status, 1);
    assert.match(stdout, /maxSurges/);
  });

  it('is installed and upgraded by commands that outlast its migration', async () => {
    const values = await readFile(join(chart, 'values.yaml'), 'utf8');
    const deadline = Number(/^ {2}deadline: (\d+)$/m.exec(values)?.[1]);
    const places = ['../../../docs/kubernetes.md', 'templates/NOTES.txt', 'values.yaml'];
    const texts = await Promise.all(
      [...places.map((place) => join(chart, place)), ...forms.map(valuesFile)].map((file) =>
        readFile(file, 'utf8'),
      ),
    );
    const commands = texts.flatMap((text) => text.match(/helm (?:install|upgrade) (?:.*\\\n)*.*/g) ?? []);
    assert.ok(commands.length >= 3);
    for (const command of commands) {
      const [, minutes = 0] = /--timeout (\d+)m/.exec(command) ?? [];
      assert.ok(Number(minutes) * 60 > deadline, command);
    }
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
    // Else a pod that never gets ready stays, whatever it is rolled back to.
    assert.equal(spec?.podManagementPolicy, 'Parallel');
    assert.deepEqual(
      spec?.volumeClaimTemplates?.map(({ metadata }) => metadata.name),
      ['data'],
    );
    assert.deepEqual(
      containerOf(spec?.template?.spec).env?.filter(({ valueFrom }) => valueFrom !== undefined),
      [],
    );
    assert.equal(ofKind(objects('one-node'), 'Job', 'Deployment').length, 0);
  });
});
