/** What carries log lines to Elasticsearch, or checks what is said to those who do. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openFolder } from './places.ts';
import type { Running } from './process.ts';
import { killProgram, startProgram, untilReady } from './process.ts';
import { aptPackages, pipPackages } from './registries.ts';
import { run } from './run.ts';

const RSYSLOG = '/usr/sbin/rsyslogd';
const CURL = '/usr/bin/curl';
const plugin = 'rsyslog/omelasticsearch.so';

/** With what it needs to speak to Elasticsearch. */
export async function rsyslogProgram(): Promise<string> {
  const there = () =>
    existsSync(RSYSLOG) &&
    ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu'].some((folder) =>
      existsSync(join(folder, plugin)),
    );
  await aptPackages(there, 'rsyslog', 'rsyslog-elasticsearch');
  return RSYSLOG;
}

/** For the scripts of deploy/ that speak to engines. */
export async function needCurl(): Promise<void> {
  await aptPackages(() => existsSync(CURL), 'curl');
}

/** @throws Error for a Logstash pipeline that cannot be read. It knows the grammar, and no plugin's options. */
export async function checkLogstashPipeline(text: string): Promise<void> {
  const folder = await pipPackages('logstash-pipeline-parser-0.0.3', 'logstash-pipeline-parser==0.0.3');
  const script =
    'import sys; from logstash_pipeline_parser import Pipeline; Pipeline(sys.stdin.read()).parse()';
  await run('python3', ['-c', script], { env: { PYTHONPATH: folder }, input: text });
}

export interface Rsyslog {
  /** SIGKILL, as deploy/rsyslog says it has to be ended. */
  kill(): Promise<void>;
  /** Again, where it was. */
  start(): Promise<void>;
}

/** @param folder its own: its process id and what it says of itself */
export async function startRsyslog(
  configuration: string,
  folder: string,
  env: Record<string, string>,
): Promise<Rsyslog> {
  await openFolder(folder);
  const pid = join(folder, 'pid');
  const program = {
    name: 'rsyslog',
    command: await rsyslogProgram(),
    args: ['-n', '-f', configuration, '-i', pid],
    env,
    ready: async () => existsSync(pid),
  };
  let running: Running | null = null;
  const rsyslog: Rsyslog = {
    async kill() {
      if (running !== null) await killProgram(running);
      await rm(pid, { force: true });
      running = null;
    },
    async start() {
      running = startProgram(program, folder, false);
      await untilReady(program, running, folder);
    },
  };
  await rsyslog.start();
  return rsyslog;
}
