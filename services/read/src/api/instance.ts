/** What this place is, and how to find its API. */
import {
  CustomEmoji,
  ExtendedDescription,
  Instance,
  NodeInfo,
  NodeInfoLinks,
  Rule,
  V1Instance,
} from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { Answer, route } from '@fanfare/http';
import { escapeHtml } from '@fanfare/text';
import { Type } from 'typebox';
import {
  presentExtendedDescription,
  presentInstance,
  presentNodeInfo,
  presentRules,
  presentV1Instance,
} from '../domain/present-instance.ts';
import type { Urls } from '../domain/urls.ts';
import type { InstanceReader } from '../pipeline/instance.ts';

const open = { method: 'GET', auth: 'none' } as const;

export function instanceRoutes(instance: InstanceReader, urls: Urls): Route[] {
  return [
    route({
      ...open,
      path: '/api/v2/instance',
      summary: 'What this place is and what it can do',
      answers: { 200: Instance },
      handle: async () => presentInstance(await instance(), urls),
    }),
    route({
      ...open,
      path: '/api/v1/instance',
      summary: 'The same in the older form',
      answers: { 200: V1Instance },
      handle: async () => presentV1Instance(await instance(), urls),
    }),
    route({
      ...open,
      path: '/api/v1/instance/rules',
      summary: 'The rules of this place, in order',
      answers: { 200: Type.Array(Rule) },
      handle: async () => presentRules(await instance()),
    }),
    route({
      ...open,
      path: '/api/v1/instance/extended_description',
      summary: 'What this place is, with paragraphs and links',
      answers: { 200: ExtendedDescription },
      handle: async () => presentExtendedDescription(await instance(), urls),
    }),
    route({
      ...open,
      path: '/api/v1/instance/translation_languages',
      summary: 'Nothing is translated here',
      answers: { 200: Type.Record(Type.String(), Type.Array(Type.String())) },
      handle: async () => ({}),
    }),
    route({
      ...open,
      path: '/api/v1/custom_emojis',
      summary: 'There are none',
      answers: { 200: Type.Array(CustomEmoji) },
      handle: async () => [],
    }),
    route({
      ...open,
      path: '/.well-known/nodeinfo',
      summary: 'Where the NodeInfo document is',
      answers: { 200: NodeInfoLinks },
      handle: async () => ({
        links: [
          { rel: 'http://nodeinfo.diaspora.software/ns/schema/2.0', href: `${urls.base}/nodeinfo/2.0` },
        ],
      }),
    }),
    route({
      ...open,
      path: '/nodeinfo/2.0',
      summary: 'Software, size and whether one can sign up',
      answers: { 200: NodeInfo },
      handle: async () => presentNodeInfo(await instance()),
    }),
    route({
      ...open,
      path: '/.well-known/host-meta',
      summary: 'The host of the API, as XML',
      handle: async () =>
        new Answer(hostMeta(urls), { headers: { 'content-type': 'application/xrd+xml; charset=utf-8' } }),
    }),
  ];
}

function hostMeta(urls: Urls): string {
  const template = escapeHtml(`${urls.base}/.well-known/webfinger?resource={uri}`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
  <Link rel="lrdd" template="${template}"/>
</XRD>
`;
}
