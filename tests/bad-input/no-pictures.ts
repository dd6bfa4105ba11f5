/** Files that say they are pictures. */
import { picture } from '../support/picture.ts';

export interface NoPicture {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export async function noPictures(): Promise<NoPicture[]> {
  const right = await picture();
  const text = (content: string) => new Uint8Array(Buffer.from(content, 'latin1'));
  const changed = (at: number, ...bytes: number[]) => {
    const copy = right.slice();
    copy.set(bytes, at);
    return copy;
  };
  return [
    { name: 'half.png', bytes: right.slice(0, Math.floor(right.length / 2)) },
    { name: 'start.png', bytes: right.slice(0, 8) },
    { name: 'empty.png', bytes: new Uint8Array(0) },
    { name: 'page.png', bytes: text('<!doctype html><script>alert(1)</script>') },
    { name: 'drawing.svg', bytes: text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>') },
    { name: 'film.mp4', bytes: text('\0\0\0\x18ftypmp42\0\0\0\0mp42isom') },
    { name: 'sound.mp3', bytes: text('ID3\x03\0\0\0\0\0\0') },
    { name: 'short.gif', bytes: text('GIF89a') },
    { name: 'short.jpg', bytes: text('\xff\xd8\xff\xe0\0\x10JFIF\0') },
    { name: 'zeros.png', bytes: new Uint8Array(1000) },
    // A billion pixels in a few bytes: the width and height stand at 16.
    { name: 'bomb.png', bytes: changed(16, 0, 0, 0x7f, 0xff, 0, 0, 0x7f, 0xff) },
    { name: '../../../../tmp/x\u0000.png', bytes: text('no picture') },
  ];
}
