/** A small PNG, made with zlib alone: 8 x 8 pixels of one colour. */
import { crc32, deflateSync } from 'node:zlib';

const SIZE = 8;

export async function picture(
  colour: [number, number, number] = [200, 60, 90],
): Promise<Uint8Array<ArrayBuffer>> {
  const row = [0, ...Array.from({ length: SIZE }, () => colour).flat()];
  const pixels = Buffer.from(Array.from({ length: SIZE }, () => row).flat());
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(pixels)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
