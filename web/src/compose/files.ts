/** Pictures before they are sent: what the server would refuse is said at once. */

export interface FileRules {
  supportedMimeTypes: readonly string[];
  /** bytes */
  imageSizeLimit: number;
  /** width times height */
  imageMatrixLimit: number;
  maxMediaAttachments: number;
}

export type FileTrouble = 'type' | 'moving' | 'size' | 'empty' | 'pixels' | 'count';

interface FileFacts {
  type: string;
  size: number;
}

/** What is wrong with a file that is not read yet; null: nothing. An unknown type is the server's to judge. */
export function troubleOfFile({ type, size }: FileFacts, rules: FileRules): FileTrouble | null {
  const known = type !== '' && !rules.supportedMimeTypes.includes(type);
  if (known) return /^(video|audio)\//.test(type) ? 'moving' : 'type';
  if (size === 0) return 'empty';
  return size > rules.imageSizeLimit ? 'size' : null;
}

export function troubleOfPixels(
  picture: { width: number; height: number },
  rules: FileRules,
): FileTrouble | null {
  return picture.width * picture.height > rules.imageMatrixLimit ? 'pixels' : null;
}

/** The files that still fit, in order, and those that do not with the reason. */
export function sorted<F extends FileFacts>(
  files: readonly F[],
  attached: number,
  rules: FileRules,
): { take: F[]; refuse: { file: F; why: FileTrouble }[] } {
  const take: F[] = [];
  const refuse: { file: F; why: FileTrouble }[] = [];
  for (const file of files) {
    const full = attached + take.length >= rules.maxMediaAttachments;
    const why = troubleOfFile(file, rules) ?? (full ? 'count' : null);
    if (why === null) take.push(file);
    else refuse.push({ file, why });
  }
  return { take, refuse };
}

/** One of them moved by so many places. */
export function moved<T>(items: readonly T[], at: number, by: number): T[] {
  const to = Math.min(items.length - 1, Math.max(0, at + by));
  const rest = items.filter((_, index) => index !== at);
  const item = items[at];
  return item === undefined ? [...items] : [...rest.slice(0, to), item, ...rest.slice(to)];
}
