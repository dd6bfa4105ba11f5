import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readlink, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/**
 * The files as they are now, with the installed packages linked; links among our own packages stay inside the copy.
 * Whoever is done with it removes the folder that it is in.
 * @param revision of git, rather than the files as they are
 */
export async function copyCheckout(revision?: string): Promise<string> {
  const place = await mkdtemp(join(tmpdir(), 'fanfare-copy-'));
  const copy = join(place, 'checkout');
  await mkdir(join(copy, 'node_modules', '@fanfare'), { recursive: true });
  if (revision === undefined) await copyFiles(copy);
  else run('sh', '-c', 'git archive "$1" | tar -x -C "$2"', 'sh', revision, copy);
  for (const entry of await readdir(join(root, 'node_modules'))) {
    if (entry !== '@fanfare')
      await symlink(join(root, 'node_modules', entry), join(copy, 'node_modules', entry));
  }
  for (const entry of await readdir(join(root, 'node_modules', '@fanfare'))) {
    await symlink(
      await readlink(join(root, 'node_modules', '@fanfare', entry)),
      join(copy, 'node_modules', '@fanfare', entry),
    );
  }
  // Where two of our packages need different versions of one.
  for (const kind of ['packages', 'services', 'apps'])
    for (const name of await readdir(join(copy, kind))) {
      const own = join(kind, name, 'node_modules');
      if (existsSync(join(root, own)) && !existsSync(join(copy, own)))
        await symlink(join(root, own), join(copy, own));
    }
  await symlink(join(root, '..', 'shared'), join(place, 'shared'));
  spawnSync('git', ['init', '-q'], { cwd: copy });
  return copy;
}

async function copyFiles(copy: string): Promise<void> {
  for (const file of run('git', 'ls-files', '-co', '--exclude-standard', '-z').split('\0').filter(Boolean)) {
    await mkdir(join(copy, dirname(file)), { recursive: true });
    await cp(join(root, file), join(copy, file)).catch(ignoreMissing);
  }
}

function run(command: string, ...args: string[]): string {
  const ran = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${ran.stderr}`);
  return ran.stdout;
}

/** A file that git lists and somebody has just deleted. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
