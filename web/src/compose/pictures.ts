/** What one does with the pictures of a draft: add, send again, take out, put in order, describe. */
import { troubleOf } from '../api/errors.ts';
import { session } from '../api/session.ts';
import { wordsFor } from '../ui/trouble.tsx';
import type { Desk, Picture } from './desk.ts';
import { changePictures, rememberPreview, toldOf } from './desk.ts';
import { randomId } from './draft.ts';
import type { FileRules } from './files.ts';
import { moved, sorted, troubleOfPixels } from './files.ts';
import { upload } from './upload.ts';

export function addFiles(desk: Desk, files: readonly File[], rules: FileRules): void {
  const { take, refuse } = sorted(files, desk.state.getState().pictures.length, rules);
  desk.state.setState({ refused: refuse.map(({ file, why }) => ({ name: file.name, why })) });
  for (const file of take) void add(desk, file, rules);
}

async function add(desk: Desk, file: File, rules: FileRules): Promise<void> {
  const picture: Picture = {
    key: randomId(),
    id: null,
    name: file.name,
    preview: URL.createObjectURL(file),
    description: '',
    focus: null,
    told: toldOf({ description: '', focus: null }),
    state: 'uploading',
    progress: 0,
    trouble: null,
    file,
    cancel: null,
  };
  changePictures(desk, (pictures) => [...pictures, picture]);
  const pixels = await pixelsOf(picture.preview ?? '');
  if (pixels !== null && troubleOfPixels(pixels, rules) !== null) {
    remove(desk, picture.key);
    desk.state.setState(({ refused }) => ({ refused: [...refused, { name: file.name, why: 'pixels' }] }));
    return;
  }
  await send(desk, picture.key);
}

/** null: this browser cannot show it; the server may. */
async function pixelsOf(address: string): Promise<{ width: number; height: number } | null> {
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
    return { width: image.naturalWidth, height: image.naturalHeight };
  } catch {
    return null;
  }
}

/** Sends it, or sends it again after a failure. */
export async function send(desk: Desk, key: string): Promise<void> {
  const file = find(desk, key)?.file;
  if (file == null) return;
  const aborting = new AbortController();
  change(desk, key, { state: 'uploading', progress: 0, trouble: null, cancel: () => aborting.abort() });
  try {
    const media = await upload(file, {
      progress: (progress) => change(desk, key, { progress }),
      signal: aborting.signal,
    });
    const preview = find(desk, key)?.preview;
    if (preview != null) rememberPreview(media.id, preview);
    change(desk, key, { id: media.id, state: 'ready', progress: 1, file: null, cancel: null });
  } catch (error) {
    if (aborting.signal.aborted) return;
    if (troubleOf(error).kind === 'signed-out') session.expire();
    change(desk, key, { state: 'failed', trouble: wordsFor(error), cancel: null });
  }
}

export function remove(desk: Desk, key: string): void {
  const picture = find(desk, key);
  picture?.cancel?.();
  if (picture?.preview?.startsWith('blob:')) URL.revokeObjectURL(picture.preview);
  changePictures(desk, (pictures) => pictures.filter((one) => one.key !== key));
}

export function move(desk: Desk, key: string, by: number): void {
  changePictures(desk, (pictures) =>
    moved(
      pictures,
      pictures.findIndex((one) => one.key === key),
      by,
    ),
  );
}

export function change(desk: Desk, key: string, made: Partial<Picture>): void {
  changePictures(desk, (pictures) => pictures.map((one) => (one.key === key ? { ...one, ...made } : one)));
}

function find(desk: Desk, key: string): Picture | undefined {
  return desk.state.getState().pictures.find((one) => one.key === key);
}
