// `make run` and `make stop`: node tools/compose.mjs up|down [--profile core] [--secrets FILE] [arguments of docker compose].
// Plain JavaScript without dependencies: it needs Docker with Compose and any Node, and installs nothing.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oldNode } from './node-version.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const file = join(root, 'deploy', 'compose.yaml');
const NATIVELY = '`make cluster` starts the same without containers.';

/** What has no default. Hexadecimal, because most of them become part of a URL. */
const secrets = [
  'FANFARE_INTERNAL_KEY',
  'POSTGRES_PASSWORD',
  'MYSQL_PASSWORD',
  'MONGO_PASSWORD',
  'REDIS_PASSWORD',
  'ELASTIC_PASSWORD',
  'S3_SECRET',
  'GRAFANA_PASSWORD',
  'LOGSTASH_PASSWORD',
  'OBSERVER_PASSWORD',
  'KIBANA_PASSWORD',
  'KIBANA_KEY',
];

/** What shows how it goes; with `core` it is left out. */
const OBSERVABILITY = 'observability';
const profiles = ['core', OBSERVABILITY];
/** Where its containers have their pages, on this machine; each port can be set. */
const pages = [
  ['Grafana', 'GRAFANA_PORT', '3001', 'user fanfare, GRAFANA_PASSWORD in deploy/.env'],
  ['Kibana', 'KIBANA_PORT', '5601', 'user fanfare, OBSERVER_PASSWORD in deploy/.env'],
  ['Jaeger', 'JAEGER_PORT', '16686', ''],
  ['Prometheus', 'PROMETHEUS_PORT', '9090', ''],
  ['Alertmanager', 'ALERTMANAGER_PORT', '9093', ''],
];

const [verb, ...rest] = process.argv.slice(2);
const given = rest.indexOf('--secrets');
const environmentFile = given < 0 ? join(root, 'deploy', '.env') : rest.splice(given, 2)[1];
const chosen = rest.indexOf('--profile');
const profile = chosen < 0 ? OBSERVABILITY : rest.splice(chosen, 2)[1];
process.exitCode = oldNode ? stop(oldNode) : await main();

async function main() {
  if (verb !== 'up' && verb !== 'down') return stop(`'${verb}' is neither up nor down.`);
  if (verb === 'down' && !existsSync(environmentFile))
    return stop('Nothing was started here: deploy/.env is not there.');
  if (!profiles.includes(profile))
    return stop(`There is no profile '${profile}': PROFILE is ${profiles.join(' or ')}.`);
  const missing = missingDocker();
  if (missing) return stop(missing);
  if (verb === 'down') return compose('down', ...rest);

  const written = writeSecrets(environmentFile);
  if (written > 0)
    process.stdout.write(`Wrote ${written} new secrets to ${environmentFile}: keep that file.\n`);
  // What an earlier run has started of it goes too.
  const gone = profile === 'core' ? watching() : [];
  if (gone.length > 0) await compose('rm', '--stop', '--force', ...gone);
  const failed = await compose(
    'up',
    '--detach',
    '--build',
    '--remove-orphans',
    '--wait',
    '--wait-timeout',
    '900',
    ...rest,
  );
  if (failed) {
    process.stderr.write(
      'Not everything started. What a part says: docker compose -f deploy/compose.yaml logs NAME\n',
    );
    return failed;
  }
  process.stdout.write(
    `\n  Fanfare is ready at ${address()}\n${ownerLink()}\n${watch()}  Stop it     make stop (what is stored stays; make stop ARGS=--volumes removes it)\n`,
  );
  process.stdout.write('  Commands    docker compose -f deploy/compose.yaml run --rm migrate --help\n\n');
  return 0;
}

/** @returns {string | undefined} a sentence when it cannot be used */
function missingDocker() {
  const compose = spawnSync('docker', ['compose', 'version'], { stdio: 'ignore' });
  if (compose.error || compose.status !== 0)
    return `This needs Docker with Compose (docker compose version), which is not here: ${NATIVELY}`;
  const server = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { stdio: 'ignore' });
  if (server.status !== 0)
    return `Docker is here but does not run, or not for this user: start it. ${NATIVELY}`;
  return undefined;
}

/**
 * Adds what is not there yet; nothing that is there is changed, because the engines' data was made with it.
 * @param {string} path
 */
function writeSecrets(path) {
  const there = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const lines = [
    ...secrets.map((name) => [name, randomBytes(24).toString('hex')]),
    ['KAFKA_CLUSTER_ID', kafkaId()],
  ]
    .filter(([name]) => !new RegExp(`^${name}=.`, 'm').test(there))
    .map(([name, value]) => `${name}=${value}\n`);
  const heading =
    '# Made by `make run`; for this machine alone. Settings may be added: PUBLIC_URL, FANFARE_PORT, FANFARE_BIND, REGISTRATIONS, SMTP_URL, ...\n';
  const open = there !== '' && !there.endsWith('\n') ? '\n' : '';
  if (lines.length > 0)
    appendFileSync(path, `${there === '' ? heading : open}${lines.join('')}`, { mode: 0o600 });
  chmodSync(path, 0o600);
  return lines.length;
}

/** As Kafka makes them: 16 bytes in base64 for URLs, no dash at the beginning. */
function kafkaId() {
  for (;;) {
    const id = randomBytes(16).toString('base64url');
    if (!id.startsWith('-')) return id;
  }
}

/** As Compose reads it: the environment first, then the file. @param {string} name */
function setting(name) {
  const text = readFileSync(environmentFile, 'utf8');
  return process.env[name] || new RegExp(`^${name}=(.+)$`, 'm').exec(text)?.[1];
}

function address() {
  return setting('PUBLIC_URL') ?? `http://localhost:${setting('FANFARE_PORT') ?? 8080}`;
}

/** Lines that say where to look at how it goes. */
function watch() {
  if (profile === 'core') return '';
  const lines = pages.map(([name, port, usual, who]) => {
    const at = `http://localhost:${setting(port) ?? usual}`;
    return `  ${name.padEnd(12)}${at}${who === '' ? '' : `  (${who})`}\n`;
  });
  return `${lines.join('')}\n`;
}

/** The services of the profile. */
function watching() {
  const { stdout } = spawnSync('docker', [...common(), '--profile', OBSERVABILITY, 'config', '--services'], {
    encoding: 'utf8',
  });
  const core = spawnSync('docker', [...common(), 'config', '--services'], { encoding: 'utf8' }).stdout ?? '';
  const left = new Set(core.split('\n'));
  return (stdout ?? '').split('\n').filter((name) => name !== '' && !left.has(name));
}

/** While there is no owner each instance of auth prints the way to become it. */
function ownerLink() {
  const { stdout } = spawnSync('docker', [...common(), 'logs', '--no-log-prefix', '--no-color', 'auth'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const link = [...(stdout ?? '').matchAll(/^\s+(https?:\/\/\S+\/setup\/\S+)\s*$/gm)].at(-1)?.[1];
  return link === undefined ? '' : `  Make yourself the owner (this link works once):\n    ${link}\n`;
}

function common() {
  return ['compose', '--file', file, '--env-file', environmentFile];
}

/** @param {string[]} args */
function compose(...args) {
  return new Promise((resolve) => {
    const on = profile === OBSERVABILITY || args[0] !== 'up' ? ['--profile', OBSERVABILITY] : [];
    const child = spawn('docker', [...common(), ...on, ...args], { stdio: 'inherit', env: environment() });
    child.on('error', (error) => resolve(stop(`docker could not be started: ${error.message}`)));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Traces go to the profile's Jaeger, or wherever else they are said to go. */
function environment() {
  const to =
    setting('OTEL_EXPORTER_OTLP_ENDPOINT') ?? (profile === OBSERVABILITY ? 'http://jaeger:4318' : '');
  return { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: to };
}

/** @param {string} sentence */
function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  return 2;
}
