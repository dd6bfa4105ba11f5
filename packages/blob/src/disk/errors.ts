import { AppError } from '@fanfare/kernel';

const UNUSABLE = [
  'EACCES',
  'EPERM',
  'EROFS',
  'EIO',
  'ENODEV',
  'ENXIO',
  'ESTALE',
  'EMFILE',
  'ENFILE',
  'ENOTDIR',
  'EEXIST',
];

export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** A failure of the file system as the port names it. */
export function translated(error: unknown): unknown {
  if (isCode(error, 'ENOSPC', 'EDQUOT')) return new AppError('disk_full', { cause: error });
  if (isCode(error, ...UNUSABLE)) {
    return new AppError('engine_away', { cause: error, detail: 'the folder of the blobs cannot be used' });
  }
  return error;
}

export async function translating<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw translated(error);
  }
}
