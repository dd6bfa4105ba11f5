/** Routes of the shell itself. */

import { AppError } from '@fanfare/kernel';
import { Type } from 'typebox';
import { stylesheet } from '../pages/stylesheet.ts';
import { Answer, route } from '../route.ts';
import type { HttpServerOptions, ServedRoute } from './options.ts';

export function shellRoutes(
  _options: HttpServerOptions,
  _routes: () => readonly ServedRoute[],
): ServedRoute[] {
  const assets = route({
    method: 'GET',
    path: '/assets/:file',
    summary: 'A file of the pages',
    auth: 'none',
    kind: 'media',
    rate: 'none',
    params: Type.Object({ file: Type.String() }),
    async handle({ params }) {
      const { path, css } = stylesheet();
      if (`/assets/${params.file}` !== path) throw new AppError('not_found');
      return new Answer(css, {
        headers: {
          'content-type': 'text/css; charset=utf-8',
          'cache-control': 'public, max-age=31536000, immutable',
        },
      });
    },
  });
  return [assets].map((one) => ({ ...one, service: 'shell' }));
}
