import { spawnSync } from 'node:child_process';

export interface SmallMount {
  grow(): void;
  unmount(): void;
}

/** A file system of so many MB on that folder; null where this user may not mount one. */
export function mountSmall(folder: string, megabytes: number): SmallMount | null {
  const mount = (...args: string[]) => spawnSync('/bin/mount', args, { stdio: 'ignore' }).status === 0;
  if (!mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder)) return null;
  return {
    grow: () => void mount('-o', 'remount,size=64m', folder),
    unmount: () => void spawnSync('/bin/umount', [folder], { stdio: 'ignore' }),
  };
}
