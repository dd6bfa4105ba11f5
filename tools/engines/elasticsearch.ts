import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine, Program } from './engine.ts';
import { cacheFolder, openFolder } from './places.ts';
import { freePorts } from './ports.ts';
import { killProgram, startProgram, stopProgram, untilReady } from './process.ts';
import { aptPackages, mavenJars } from './registries.ts';
import { run } from './run.ts';

const VERSION = '8.19.21';
const sources = join(import.meta.dirname, 'elasticsearch');

export const elasticsearch: Engine = {
  name: 'elasticsearch',
  about: 'Elasticsearch, one node, from the jars on Maven Central',

  async install() {
    await aptPackages(
      () => existsSync('/usr/bin/mvn') && existsSync('/usr/bin/javac'),
      'maven',
      'openjdk-17-jdk-headless',
    );
    const folder = await mavenJars(`elasticsearch-${VERSION}`, join(sources, 'pom.xml'), build);
    if (!existsSync(join(folder, SHARED))) await shareClasses(folder);
  },

  version: async () => `Elasticsearch ${VERSION}, ${(await run('java', ['--version'])).split('\n')[0]}`,

  async plan({ folder, ports }) {
    const [http = 0, transport = 0] = await ports(2);
    const installed = join(cacheFolder(), `elasticsearch-${VERSION}`);
    return {
      url: `http://127.0.0.1:${http}`,
      programs: [
        node(
          installed,
          join(folder, 'home'),
          http,
          transport,
          `-XX:SharedArchiveFile=${join(installed, SHARED)}`,
        ),
      ],
    };
  },
};

/** Classes as the JVM has read them once: a start takes half the time. */
const SHARED = 'classes.jsa';

function node(installed: string, home: string, http: number, transport: number, share: string): Program {
  return {
    name: 'elasticsearch',
    command: 'java',
    args: [
      ...['-Xms512m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto', share],
      `-Dlog4j2.configurationFile=${join(sources, 'log4j2.properties')}`,
      ...['-Dlog4j2.disable.jmx=true', `-Dmodules=${join(installed, 'modules')}`],
      ...['-cp', join(installed, 'libs/*'), 'EsNode', home, `${http}`, `${transport}`],
    ],
    ready: async () =>
      (await fetch(`http://127.0.0.1:${http}/_cluster/health?wait_for_status=yellow&timeout=1s`)).ok,
  };
}

/** The launcher is compiled, and what the server loads as modules is put where it looks for them. */
async function build(folder: string): Promise<void> {
  const libs = join(folder, 'libs');
  const classes = join(folder, 'classes');
  const jar = (file: string, ...names: string[]) => run('jar', ['-cf', file, '-C', classes, ...names]);
  await run('javac', ['-nowarn', '-cp', join(libs, '*'), '-d', classes, join(sources, 'EsNode.java')]);
  await jar(join(libs, 'launcher.jar'), 'EsNode.class');
  const http = await moduleFolder(
    folder,
    'transport-netty4',
    'org.elasticsearch.transport.netty4.Netty4Plugin',
  );
  for (const name of await readdir(libs))
    if (/^(netty-|transport-netty4-|elasticsearch-ssl-config-)/.test(name))
      await rename(join(libs, name), join(http, name));
  const root = await moduleFolder(folder, 'root', 'EsNode$Root');
  await jar(join(root, 'root.jar'), 'EsNode$Root.class', '-C', classes, 'EsNode$Handler.class');
  await rm(classes, { recursive: true });
}

async function moduleFolder(installed: string, name: string, classname: string): Promise<string> {
  const folder = join(installed, 'modules', name);
  await mkdir(folder, { recursive: true });
  const lines = {
    name,
    description: name,
    version: VERSION,
    'elasticsearch.version': VERSION,
    'java.version': '17',
    classname,
  };
  const text = Object.entries(lines).map(([key, value]) => `${key}=${value}\n`);
  await writeFile(join(folder, 'plugin-descriptor.properties'), text.join(''));
  return folder;
}

/** The archive names the jars by their paths, so it is made where they lie for good. */
async function shareClasses(installed: string): Promise<void> {
  const folder = await openFolder(join(installed, `once.${process.pid}`));
  const [http = 0, transport = 0] = await freePorts(2);
  const file = join(folder, SHARED);
  const program = node(installed, join(folder, 'home'), http, transport, `-XX:ArchiveClassesAtExit=${file}`);
  const running = startProgram(program, folder, false);
  try {
    await untilReady(program, running, folder);
    await stopProgram(running);
    await rename(file, join(installed, SHARED));
  } finally {
    await killProgram(running);
    await rm(folder, { recursive: true, force: true });
  }
}
