/** Pictures that stand where nobody has put one. */
import { readFile } from 'node:fs/promises';
import type { Route } from '@fanfare/http';
import { Answer, route } from '@fanfare/http';
import { thumbnailPath } from '../domain/present-instance.ts';
import { missingAvatar, missingHeader } from '../domain/urls.ts';

const pictures: [path: string, file: string, what: string][] = [
  [missingAvatar, 'avatar.png', 'The picture of accounts without one'],
  [missingHeader, 'header.png', 'The header of accounts without one'],
  [thumbnailPath, 'thumbnail.png', 'A picture of this place'],
];

export function pictureRoutes(): Route[] {
  return pictures.map(([path, file, summary]) => {
    let bytes: Promise<Buffer> | undefined;
    return route({
      method: 'GET',
      path,
      summary,
      auth: 'none',
      kind: 'media',
      rate: 'none',
      async handle() {
        bytes ??= readFile(new URL(`../../assets/${file}`, import.meta.url));
        return new Answer(await bytes, {
          headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=86400' },
        });
      },
    });
  });
}
