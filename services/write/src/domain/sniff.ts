/** What a file is, by its first bytes: names and headers are not believed. */
export type Sniffed =
  | { kind: 'image'; mime: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp' | 'image/avif' }
  /** Video or sound: understood, not offered yet. */
  | { kind: 'moving' }
  | { kind: 'unknown' };

const images: readonly [RegExp, Extract<Sniffed, { kind: 'image' }>['mime']][] = [
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^\x89PNG\r\n/, 'image/png'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF....WEBP/s, 'image/webp'],
  [/^....ftyp(avif|avis|mif1)/s, 'image/avif'],
];

// Matroska and WebM, Ogg, FLAC, MP3 (with and without tags), AAC, MPEG, Flash video: first bytes in hex.
const moving = ['1a45dfa3', '4f676753', '664c6143', '494433', 'fff', '000001b3', '000001ba', '464c56'];
// ISO media of any other brand, WAV and AVI.
const movingBoxes = /^(?:....ftyp|RIFF....(?:WAVE|AVI ))/s;

export function sniff(bytes: Buffer): Sniffed {
  const head = bytes.subarray(0, 16).toString('latin1');
  const image = images.find(([pattern]) => pattern.test(head));
  if (image !== undefined) return { kind: 'image', mime: image[1] };
  const hex = bytes.subarray(0, 4).toString('hex');
  const moves = movingBoxes.test(head) || moving.some((start) => hex.startsWith(start));
  return { kind: moves ? 'moving' : 'unknown' };
}
