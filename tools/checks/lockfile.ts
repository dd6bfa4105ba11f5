// `npm ci` refuses a lockfile that leaves out a platform of an optional dependency, and npm leaves one out where
// the registry it asked (a mirror, say) did not have that package. Add what is missing: node tools/checks/lockfile.ts --fix
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, textOf } from '../files.ts';

interface Entry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'openharmony',
  'openbsd',
  'netbsd',
  'sunos',
  'win32',
];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

const lock: { packages: Record<string, Entry> } = JSON.parse(textOf('package-lock.json'));
const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name]) => !isLocked(path, name))
    .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
);

if (process.argv.includes('--fix') && missing.length > 0) {
  for (const { name, version, dev } of missing) {
    if (!/^\d/.test(version)) throw new Error(`${name} ${version} is no exact version: add it with npm`);
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(dev && { dev }),
      optional: true,
    };
  }
  const packages = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  const text = JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2);
  writeFileSync(join(root, 'package-lock.json'), `${text}\n`);
  console.log(`added ${missing.length} packages to package-lock.json`);
} else {
  for (const { name, version } of missing) console.log(`package-lock.json lacks ${name} ${version}`);
  if (missing.length > 0) console.log('so `npm ci` refuses it: run node tools/checks/lockfile.ts --fix');
  else console.log('every platform is in package-lock.json');
  process.exitCode = missing.length > 0 ? 1 : 0;
}

/** npm looks in the node_modules of the package itself and of all folders above it. */
function isLocked(path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    if (lock.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

/** Platform packages say in their name where they run: @biomejs/cli-linux-x64-musl. */
function platformOf(name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[-/]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (os.length !== 1 || cpu.length !== 1) {
    throw new Error(`${name} does not say where it runs: add it to package-lock.json with npm`);
  }
  if (words.some((word) => word.startsWith('musl'))) return { os, cpu, libc: ['musl'] };
  return words.some((word) => word.startsWith('gnu')) ? { os, cpu, libc: ['glibc'] } : { os, cpu };
}
