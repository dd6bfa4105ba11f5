/** The web client's files and the pages that it fills. */
import type { Route } from '@fanfare/http';
import { Answer, htmlPage, route } from '@fanfare/http';
import { AppError } from '@fanfare/kernel';
import { Type } from 'typebox';
import type { ClientBuild } from '../client/build.ts';
import { clientPage, offlinePage } from '../pages/client-page.ts';
import { clientPaths } from '../pages/client-paths.ts';
import type { InstanceReader } from '../pipeline/instance.ts';

export interface ClientNeeds {
  client: ClientBuild;
  instance: InstanceReader;
}

const year = 'public, max-age=31536000, immutable';
const open = { method: 'GET', auth: 'none', rate: 'none', packed: true } as const;

export function clientRoutes({ client, instance }: ClientNeeds): Route[] {
  return [
    ...clientPaths.map((path) =>
      route({
        ...open,
        path,
        summary: 'A page of the web client',
        kind: 'page',
        ...paramsOf(path),
        async handle() {
          const { title: siteName } = await instance();
          return htmlPage(clientPage({ siteName, app: await client.head(), path }));
        },
      }),
    ),
    route({
      ...open,
      path: '/app/:file',
      summary: 'A file of the web client, named by its content',
      kind: 'media',
      params: Type.Object({ file: Type.String() }),
      handle: ({ params, headers }) => fileOf(client, params.file, headers['accept-encoding'], year),
    }),
    route({
      ...open,
      path: '/sw.js',
      summary: "The web client's service worker",
      kind: 'page',
      async handle({ headers }) {
        // Which notices that there is a new build: an open window asks for nothing else.
        await client.head();
        return fileOf(client, 'sw.js', headers['accept-encoding'], 'no-cache');
      },
    }),
    route({
      ...open,
      path: '/offline',
      summary: 'What the web client shows without a connection',
      kind: 'page',
      handle: async () => htmlPage(offlinePage({ siteName: (await instance()).title })),
    }),
    route({
      ...open,
      path: '/manifest.webmanifest',
      summary: 'How a phone installs the web client',
      kind: 'media',
      handle: async () =>
        new Answer(JSON.stringify(webManifest((await instance()).title)), {
          headers: { 'content-type': 'application/manifest+json', 'cache-control': 'public, max-age=3600' },
        }),
    }),
  ];
}

function paramsOf(path: string) {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  return names.length === 0
    ? {}
    : { params: Type.Object(Object.fromEntries(names.map((name) => [name, Type.String()]))) };
}

async function fileOf(
  client: ClientBuild,
  name: string,
  accepted: string | string[] | undefined,
  caching: string,
): Promise<Answer> {
  const file = await client.file(name, String(accepted ?? ''));
  if (file === null) throw new AppError('not_found');
  return new Answer(file.bytes, {
    headers: {
      'content-type': file.type,
      'cache-control': caching,
      vary: 'Accept-Encoding',
      ...(file.encoding === null ? {} : { 'content-encoding': file.encoding }),
    },
  });
}

function webManifest(name: string) {
  const icon = (file: string, size: number, purpose: 'any' | 'maskable') => ({
    src: `/app/${file}`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  return {
    id: '/home',
    name,
    short_name: Array.from(name).slice(0, 12).join('').trim(),
    start_url: '/home',
    scope: '/',
    display: 'standalone',
    background_color: '#131219',
    theme_color: '#6632c7',
    categories: ['social'],
    // Other apps hand over what is to be posted (web's compose/shared.ts).
    share_target: {
      action: '/home',
      method: 'GET',
      enctype: 'application/x-www-form-urlencoded',
      params: { title: 'title', text: 'text', url: 'url' },
    },
    icons: [
      icon('icon-192.png', 192, 'any'),
      icon('icon-512.png', 512, 'any'),
      icon('icon-maskable-512.png', 512, 'maskable'),
    ],
  };
}
