/** Posts on other sites' pages: oEmbed, and the page that stands in the frame. Only what everybody may read. */
import type { Status } from '@fanfare/contracts/entities';
import { ApiError } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { Answer, htmlPage, redirect, route } from '@fanfare/http';
import { AppError } from '@fanfare/kernel';
import { Type } from 'typebox';
import { embedUrl, postIdIn, presentOEmbed } from '../domain/oembed.ts';
import { embedPage } from '../pages/embed.ts';
import { titleOf } from '../pages/thread.ts';
import type { InstanceReader } from '../pipeline/instance.ts';
import type { Reading } from '../pipeline/reading.ts';

export interface EmbedNeeds {
  reading: Reading;
  instance: InstanceReader;
  now(): number;
}

const OEmbed = Type.Object({
  type: Type.Literal('rich'),
  version: Type.Literal('1.0'),
  title: Type.String(),
  author_name: Type.String(),
  author_url: Type.String(),
  provider_name: Type.String(),
  provider_url: Type.String(),
  cache_age: Type.Integer({ description: 'Seconds' }),
  html: Type.String({ description: 'An iframe' }),
  width: Type.Integer({ description: 'Pixels' }),
  height: Type.Integer({ description: 'Pixels; longer posts scroll' }),
});

export function embedRoutes({ reading, instance, now }: EmbedNeeds): Route[] {
  const { base } = reading.urls;
  return [
    route({
      method: 'GET',
      auth: 'none',
      path: '/api/oembed',
      summary: 'How another site shows a public post, as oEmbed has it',
      query: Type.Object({
        url: Type.String(),
        maxwidth: Type.Optional(Type.Integer()),
        maxheight: Type.Optional(Type.Integer()),
        format: Type.Optional(Type.String()),
      }),
      answers: { 200: OEmbed, 501: ApiError },
      async handle({ query }) {
        if ((query.format || 'json').toLowerCase() !== 'json')
          return new Answer({ error: 'This is offered as JSON only: format=json' }, { status: 501 });
        const status = await publicPost(reading, postIdIn(query.url, base));
        return presentOEmbed(status, {
          title: titleOf(status),
          siteName: (await instance()).title,
          base,
          maxWidth: query.maxwidth ?? null,
          maxHeight: query.maxheight ?? null,
        });
      },
    }),
    route({
      method: 'GET',
      auth: 'none',
      kind: 'page',
      framed: true,
      packed: true,
      path: '/@:username/:id/embed',
      summary: 'A post for a frame on another site',
      params: Type.Object({ username: Type.String(), id: Type.String() }),
      async handle({ params }) {
        const status = await publicPost(reading, params.id);
        const { account, id } = status;
        if (`${account.username}/${id}` !== `${params.username}/${params.id}`)
          return redirect(embedUrl(reading.urls.status(account.username, Number(id))));
        return htmlPage(embedPage(status, { siteName: (await instance()).title, now: now() }));
      },
    }),
  ];
}

/** A boost is what it boosts. @throws AppError `not_found` for all that is not public or unlisted */
async function publicPost(reading: Reading, id: string | null): Promise<Status> {
  if (id === null) throw new AppError('not_found');
  const facts = await reading.resolver.published(id, null);
  const [status] = await reading.statuses.present([facts.inner ?? facts], null);
  if (status === undefined) throw new AppError('not_found');
  return status;
}
