/**
 * A real Kubernetes API server on etcd: it admits, defaults and refuses what is applied, and stores it. Nothing
 * schedules or runs anything. Built from source in some minutes, so only on demand.
 */
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { KUBERNETES } from './deploy-tools.ts';
import type { Engine } from './engine.ts';
import { isInstalled, openFolder } from './places.ts';
import { aptPackages, goBuild } from './registries.ts';
import { run } from './run.ts';

const ETCD = '/usr/bin/etcd';
const NAME = `kube-apiserver-${KUBERNETES}`;
/** Of the one user, who may do everything on nothing but this loopback server. */
const TOKEN = 'loopback-only';

const program = async () => {
  const version = `-X k8s.io/component-base/version.gitVersion=${KUBERNETES}`;
  const module = join(import.meta.dirname, 'kube-apiserver');
  const folder = await goBuild(NAME, module, 'k8s.io/kubernetes/cmd/kube-apiserver', version);
  return join(folder, 'kube-apiserver');
};

/** Whether it has been built on this machine: `npm run engines -- install kubernetes`. */
export function kubernetesIsBuilt(): boolean {
  return isInstalled(NAME);
}

/** Before what kubectl is to do. @param url of the instance */
export function kubectlOptions(url: string): string[] {
  return [`--server=${url}`, `--token=${TOKEN}`, '--insecure-skip-tls-verify'];
}

export const kubernetes: Engine = {
  name: 'kubernetes',
  about: 'Kubernetes API server on etcd, to apply manifests to; nothing runs them',

  async install() {
    await aptPackages(() => existsSync(ETCD), 'etcd-server');
    await program();
  },

  version: async () => (await run(await program(), ['--version'])).trim(),

  async plan({ folder, ports }) {
    const [clients = 0, peers = 0, secure = 0] = await ports(3);
    const etcd = `http://127.0.0.1:${clients}`;
    const url = `https://127.0.0.1:${secure}`;
    const certificates = await openFolder(join(folder, 'certificates'));
    const key = join(folder, 'service-accounts.key');
    const tokens = join(folder, 'tokens.csv');
    if (!existsSync(key)) {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      await writeFile(key, privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
      await writeFile(tokens, `${TOKEN},admin,1,system:masters\n`, { mode: 0o600 });
    }
    return {
      url,
      programs: [
        {
          name: 'etcd',
          command: ETCD,
          args: [
            ...['--data-dir', join(folder, 'etcd'), '--unsafe-no-fsync'],
            ...['--listen-client-urls', etcd, '--advertise-client-urls', etcd],
            ...['--listen-peer-urls', `http://127.0.0.1:${peers}`],
            ...['--initial-advertise-peer-urls', `http://127.0.0.1:${peers}`],
            ...['--initial-cluster', `default=http://127.0.0.1:${peers}`],
          ],
          ready: async () => (await fetch(`${etcd}/health`)).ok,
        },
        {
          name: 'kube-apiserver',
          command: await program(),
          args: [
            `--etcd-servers=${etcd}`,
            '--bind-address=127.0.0.1',
            '--advertise-address=127.0.0.1',
            `--secure-port=${secure}`,
            `--cert-dir=${certificates}`,
            '--service-account-issuer=https://kubernetes.local',
            `--service-account-key-file=${key}`,
            `--service-account-signing-key-file=${key}`,
            '--service-cluster-ip-range=10.96.0.0/24',
            '--authorization-mode=RBAC',
            `--token-auth-file=${tokens}`,
            // No controller makes the accounts that it would ask for.
            '--disable-admission-plugins=ServiceAccount',
            '--endpoint-reconciler-type=none',
          ],
          ready: () => isReady(secure),
        },
      ],
    };
  },
};

/** Its certificate is its own. */
function isReady(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    const asked = request({ host: '127.0.0.1', port, path: '/readyz', headers, rejectUnauthorized: false });
    asked.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.on('error', reject);
    asked.end();
  });
}
