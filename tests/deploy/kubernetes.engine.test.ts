/** The Helm chart on a real API server, which admits, defaults and refuses as a cluster does; nothing runs its pods. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import {
  helmProgram,
  kubectlOptions,
  kubectlProgram,
  kubernetes,
  kubernetesIsBuilt,
  monitorDefinitions,
  startEngine,
} from '@fanfare/engines';
import { chart, forms, render, run, valuesFile } from './chart.ts';

const notBuilt = kubernetesIsBuilt()
  ? false
  : 'not built, run: npm run engines -- install kubernetes (some minutes)';

describe('the chart on an API server', async () => {
  if (notBuilt !== false) {
    it('is applied', { skip: notBuilt }, () => {});
    return;
  }
  const folder = await mkdtemp('/var/tmp/fanfare-kubernetes-');
  const [kubectl, helm] = await Promise.all([kubectlProgram(), helmProgram()]);
  const server = await startEngine(kubernetes, { folder });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const { url } = server;

  const ask = (...words: string[]) =>
    run(kubectl, [...kubectlOptions(url), ...words], { maxBuffer: 32 * 1024 * 1024 });
  const apply = async (text: string, ...options: string[]) => {
    const file = join(folder, 'manifests.yaml');
    await writeFile(file, text);
    return ask('--namespace=kept', 'apply', '--validate=strict', ...options, '-f', file);
  };
  const release = (...words: string[]) =>
    run(helm, [...words, '--namespace', 'kept'], {
      env: { ...process.env, HOME: folder, KUBECONFIG: join(folder, 'kubeconfig') },
    });

  for (const file of await monitorDefinitions()) await ask('create', '-f', file);
  await ask('wait', '--for=condition=Established', '--all', 'customresourcedefinitions');
  await ask('create', 'namespace', 'kept');
  // The strictest profile of pods, refused and told of.
  for (const mode of ['enforce', 'warn'])
    await ask('label', 'namespace', 'kept', `pod-security.kubernetes.io/${mode}=restricted`);
  const cluster = `--kubeconfig=${join(folder, 'kubeconfig')}`;
  await run(kubectl, [
    cluster,
    'config',
    'set-cluster',
    'it',
    `--server=${url}`,
    '--insecure-skip-tls-verify',
  ]);
  await run(kubectl, [cluster, 'config', 'set-credentials', 'it', kubectlOptions(url)[1] ?? '']);
  await run(kubectl, [cluster, 'config', 'set-context', 'it', '--cluster=it', '--user=it']);
  await run(kubectl, [cluster, 'config', 'use-context', 'it']);

  for (const form of forms) {
    it(`is taken with values-${form}.yaml, by the strictest rules for pods`, async () => {
      const { stdout, stderr } = await apply(await render(form), '--dry-run=server');
      assert.equal(stderr, '');
      assert.ok(stdout.split('\n').length > 5, stdout);
    });
  }

  it('is refused with a word that it does not know, and with a pod that would be root', async () => {
    const text = await render('small');
    await assert.rejects(apply(text.replace('maxSurge', 'maxSurges'), '--dry-run=server'), /maxSurges/);
    const { stderr } = await apply(
      text.replaceAll('runAsNonRoot: true', 'runAsNonRoot: false'),
      '--dry-run=server',
    ).catch((error: { stderr: string }) => error);
    assert.match(stderr, /violate PodSecurity "restricted/);
  });

  it('goes from little to all and back: nothing that it changes is fixed', async () => {
    // Without the hooks: nobody here would run them.
    const upgrade = (form: (typeof forms)[number]) =>
      release('upgrade', '--install', 'fanfare', chart, '-f', valuesFile(form), '--no-hooks');
    await upgrade('small');
    await upgrade('production');
    const { stdout } = await ask(
      '--namespace=kept',
      'get',
      'deployments,hpa,pdb,networkpolicies,podmonitors',
      '-o',
      'name',
    );
    assert.match(stdout, /deployment\.apps\/fanfare-notification/);
    assert.match(stdout, /horizontalpodautoscaler\.autoscaling\/fanfare-fanout/);
    assert.match(stdout, /podmonitor\.monitoring\.coreos\.com\/fanfare/);
    await release('rollback', 'fanfare', '1', '--no-hooks');
    const { stdout: left } = await ask('--namespace=kept', 'get', 'hpa,podmonitors', '-o', 'name');
    assert.equal(left, '');
    const { stdout: size } = await ask(
      '--namespace=kept',
      'get',
      'secret',
      'sh.helm.release.v1.fanfare.v2',
      '-o',
      'jsonpath={.data.release}',
    );
    // The server keeps no object of more than 1 MiB; a release holds the whole chart.
    assert.ok(size.length < 700_000, `${size.length}`);
    await release('uninstall', 'fanfare', '--no-hooks');
  });

  it('tells whoever installs it what to do next', async () => {
    const { stdout } = await release(
      ...['install', 'fanfare', chart, '-f', valuesFile('one-node'), '--no-hooks', '--dry-run=server'],
    );
    assert.match(stdout, /logs statefulset\/fanfare \| grep \/setup\//);
    assert.match(stdout, /https:\/\/social\.example/);
  });
});
