/** The Helm chart, rendered with one of its values files. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { helmProgram } from '@fanfare/engines';
import { parseAllDocuments } from 'yaml';

export const run = promisify(execFile);
export const chart = join(import.meta.dirname, '../../deploy/helm/fanfare');
/** By what they are for: a chart for one small node, the least of eight services, and all that there is. */
export const forms = ['one-node', 'small', 'production'] as const;
export type Form = (typeof forms)[number];

export const valuesFile = (form: Form) => join(chart, `values-${form}.yaml`);
const helm = await helmProgram();

export async function render(form: Form, ...set: string[]): Promise<string> {
  const options = ['--namespace', 'kept', '-f', valuesFile(form), ...set.flatMap((one) => ['--set', one])];
  const { stdout } = await run(helm, ['template', 'fanfare', chart, ...options], {
    maxBuffer: 32 * 1024 * 1024,
  });
  return stdout;
}

export async function objectsOf(form: Form, ...set: string[]): Promise<KubernetesObject[]> {
  const text = await render(form, ...set);
  return parseAllDocuments(text).flatMap((document) => {
    const object = document.toJS() as KubernetesObject | null;
    return object === null ? [] : [object];
  });
}

export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Labels; annotations?: Labels };
  spec?: Spec;
  data?: Record<string, string>;
}

export type Labels = Record<string, string>;
export interface Selector {
  matchLabels?: Labels;
  matchExpressions?: { key: string; operator: 'In' | 'NotIn'; values: string[] }[];
}

/** Of what tests look at, in any kind. */
export interface Spec extends PodSpec {
  replicas?: number;
  podManagementPolicy?: string;
  minReplicas?: number;
  maxReplicas?: number;
  strategy?: { rollingUpdate?: { maxUnavailable: number; maxSurge: number } };
  selector?: Selector & Labels;
  podSelector?: Selector;
  clusterIP?: string;
  ports?: { name: string; port: number; targetPort: string }[];
  template?: { metadata: { labels: Labels }; spec: PodSpec };
  scaleTargetRef?: { name: string };
  metrics?: { type: string; external?: { metric: { name: string; selector: Selector } } }[];
  ingress?: { from: { podSelector?: Selector; namespaceSelector?: Selector }[]; ports: { port: string }[] }[];
  rules?: { host: string; http: { paths: IngressPath[] } }[];
  tls?: { secretName: string; hosts: string[] }[];
  groups?: { name: string; rules: object[] }[];
  volumeClaimTemplates?: { metadata: { name: string } }[];
}

export interface IngressPath {
  path: string;
  pathType: string;
  backend: { service: { name: string; port: { name: string } } };
}

export interface PodSpec {
  automountServiceAccountToken?: boolean;
  enableServiceLinks?: boolean;
  terminationGracePeriodSeconds?: number;
  securityContext?: {
    runAsNonRoot?: boolean;
    runAsUser?: number;
    seccompProfile?: { type: string };
  };
  containers?: Container[];
  volumes?: {
    name: string;
    emptyDir?: object;
    configMap?: { name: string };
    persistentVolumeClaim?: object;
  }[];
}

export interface Container {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  env?: { name: string; value?: string; valueFrom?: { secretKeyRef: SecretKey } }[];
  envFrom?: { configMapRef: { name: string } }[];
  ports?: { name: string; containerPort: number }[];
  securityContext?: {
    allowPrivilegeEscalation?: boolean;
    readOnlyRootFilesystem?: boolean;
    capabilities?: { drop: string[] };
  };
  startupProbe?: Probe;
  readinessProbe?: Probe;
  livenessProbe?: Probe;
  lifecycle?: { preStop: { sleep: { seconds: number } } };
  resources?: { requests?: Labels; limits?: Labels };
  volumeMounts?: { name: string; mountPath: string }[];
}

interface SecretKey {
  name: string;
  key: string;
  optional?: boolean;
}

interface Probe {
  httpGet?: { path: string; port: string };
  tcpSocket?: { port: string };
}

export function named(objects: readonly KubernetesObject[], kind: string, name: string): KubernetesObject {
  const found = objects.find((one) => one.kind === kind && one.metadata.name === name);
  if (found === undefined) throw new Error(`There is no ${kind} ${name}`);
  return found;
}

export const ofKind = (objects: readonly KubernetesObject[], ...kinds: string[]) =>
  objects.filter(({ kind }) => kinds.includes(kind));

/** Pods that go on, by the name of what keeps them, and those that do one thing. */
export function podsOf(
  objects: readonly KubernetesObject[],
): { name: string; labels: Labels; pod: PodSpec }[] {
  return ofKind(objects, 'Deployment', 'StatefulSet', 'Job', 'Pod').map(({ kind, metadata, spec }) => ({
    name: metadata.name,
    labels: (kind === 'Pod' ? metadata.labels : spec?.template?.metadata.labels) ?? {},
    pod: (kind === 'Pod' ? spec : spec?.template?.spec) ?? {},
  }));
}

export function selects(selector: Selector | undefined, labels: Labels): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(
      ({ key, operator, values }) => values.includes(labels[key] ?? '') === (operator === 'In'),
    )
  );
}

export function containerOf(pod: PodSpec = {}): Container {
  const [one, another] = pod.containers ?? [];
  if (one === undefined || another !== undefined) throw new Error('A pod has one container');
  return one;
}
