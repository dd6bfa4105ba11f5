/** Installing from package registries. Each call returns at once when what it brings is there. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cacheFolder, installedOnce, openFolder } from './places.ts';
import { run } from './run.ts';

/** One at a time: the package database has one lock. */
let apt: Promise<unknown> = Promise.resolve();
let updated = false;

/**
 * Debian packages. No daemon is started: a policy file forbids it.
 * @param areThere says so once they are installed
 */
export function aptPackages(areThere: () => boolean, ...packages: string[]): Promise<void> {
  const done = apt.then(async () => {
    if (areThere()) return;
    const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    const wait = ['-o', 'DPkg::Lock::Timeout=600'];
    await forbidDaemons();
    if (!updated) await run('apt-get', [...wait, 'update'], { env });
    updated = true;
    await run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...packages], { env });
    if (!areThere()) throw new Error(`${packages.join(' ')} did not bring what was expected of it`);
  });
  apt = done.catch(() => {});
  return done;
}

async function forbidDaemons(): Promise<void> {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return;
  await writeFile(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
}

/**
 * All jars that a pom names, in `libs` below the folder that is answered; other files beside the pom are compiled or
 * kept by `build`.
 * @param name with the version in it
 */
export function mavenJars(
  name: string,
  pom: string,
  build: (folder: string) => Promise<void> = async () => {},
): Promise<string> {
  return installedOnce(name, async (folder) => {
    await copyFile(pom, join(folder, 'pom.xml'));
    await javaTools();
    const libs = `-DoutputDirectory=${join(folder, 'libs')}`;
    await run('mvn', ['-q', '-B', 'dependency:copy-dependencies', libs, '-DincludeScope=runtime'], {
      cwd: folder,
    });
    await build(folder);
  });
}

/** Maven, and a compiler for the launchers. */
async function javaTools(): Promise<void> {
  await aptPackages(() => isInPath('mvn'), 'maven');
  await aptPackages(() => isInPath('javac'), 'default-jdk-headless');
}

function isInPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** A Python environment with these packages, pinned. */
export function pipPackages(name: string, ...packages: string[]): Promise<string> {
  return installedOnce(name, async (folder) => {
    if (!(await hasPip()))
      await aptPackages(() => existsSync('/usr/lib/python3/dist-packages/pip'), 'python3-pip');
    // Not moved afterwards: scripts of an environment name their own folder, so only its libraries are used.
    await run('python3', [
      '-m',
      'pip',
      'install',
      '-q',
      '--disable-pip-version-check',
      '--no-compile',
      '--target',
      folder,
      ...packages,
    ]);
  });
}

/** Debian's Python comes without it. */
const hasPip = (): Promise<boolean> =>
  run('python3', ['-m', 'pip', '--version']).then(
    () => true,
    () => false,
  );

/** A Go program, built with the module cache beside the others. @param module such as host/path@v1.2.3 */
export function goProgram(name: string, module: string): Promise<string> {
  return installedOnce(name, async (folder) => {
    await run('go', ['install', '-trimpath', '-ldflags=-s -w', module], { env: await goSettings(folder) });
  });
}

/**
 * A Go program that can't be installed by its name, as its go.mod replaces modules: built from a go.mod and go.sum of
 * ours. The program is named as the last part of the package.
 * @param module the folder with both files
 * @param flags for the linker
 */
export function goBuild(name: string, module: string, path: string, flags = ''): Promise<string> {
  return installedOnce(name, async (folder) => {
    await copyFile(join(module, 'go.mod'), join(folder, 'go.mod'));
    await copyFile(join(module, 'go.sum'), join(folder, 'go.sum'));
    await run('go', ['build', '-trimpath', `-ldflags=-s -w ${flags}`, '-o', `${folder}/`, path], {
      cwd: folder,
      env: await goSettings(folder),
    });
  });
}

/** The source of a Go module, as the proxy has it. @param module such as host/path@v1.2.3 */
export async function goSource(module: string): Promise<string> {
  const said = await run('go', ['mod', 'download', '-json', module], {
    cwd: cacheFolder(),
    env: await goSettings(cacheFolder()),
  });
  return (JSON.parse(said) as { Dir: string }).Dir;
}

async function goSettings(folder: string): Promise<Record<string, string>> {
  const cache = join(await openFolder(cacheFolder()), 'go');
  await mkdir(cache, { recursive: true });
  return {
    GOBIN: folder,
    GOPATH: join(cache, 'path'),
    GOCACHE: join(cache, 'build'),
    CGO_ENABLED: '0',
    GOFLAGS: '-buildvcs=false',
  };
}

/** What an npm package holds, without installing it and what it needs; in the folder `package` of the one answered. */
export function npmFiles(
  name: string,
  spec: string,
  then: (folder: string) => Promise<void> = async () => {},
): Promise<string> {
  return installedOnce(name, async (folder) => {
    const said = await run('npm', ['pack', spec, '--json', '--loglevel=error', '--pack-destination', folder]);
    const [{ filename = '' } = {}] = JSON.parse(said) as { filename?: string }[];
    await run('tar', ['-xzf', filename], { cwd: folder });
    await rm(join(folder, filename));
    await then(folder);
  });
}
