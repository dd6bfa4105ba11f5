/** Home, the public timeline, tags, favourites and bookmarks. */
import { Status } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { foldTag } from '@fanfare/text';
import { Type } from 'typebox';
import { publicPage, tagPage } from '../pipeline/lists.ts';
import { markedPage } from '../pipeline/marks.ts';
import { personOf } from '../pipeline/person.ts';
import type { Reading } from '../pipeline/reading.ts';
import { readStatuses, statusesPage, statusPage } from './common.ts';

const Flag = Type.Optional(Type.Boolean());
const Tags = Type.Optional(Type.Array(Type.String()));
/** Tags of one kind that count; further ones are ignored, as Mastodon does. */
const MOST_TAGS = 4;

const list = { method: 'GET', page: statusPage, answers: { 200: Type.Array(Status) } } as const;

export function timelineRoutes(reading: Reading): Route[] {
  return [
    homeRoute(reading),
    publicRoute(reading),
    tagRoute(reading),
    markedRoute(reading, 'favourites'),
    markedRoute(reading, 'bookmarks'),
  ];
}

function homeRoute(reading: Reading): Route {
  return route({
    ...list,
    path: '/api/v1/timelines/home',
    summary: 'Posts of oneself and of those one follows',
    auth: 'user',
    scopes: readStatuses,
    async handle({ viewer, page }) {
      const person = personOf(viewer);
      return statusesPage(reading, await reading.home.page(page, person), person);
    },
  });
}

function publicRoute(reading: Reading): Route {
  return route({
    ...list,
    path: '/api/v1/timelines/public',
    summary: 'Public posts of everybody',
    auth: 'optional',
    scopes: readStatuses,
    query: Type.Object({ local: Flag, remote: Flag, only_media: Flag }),
    async handle({ query, viewer, page }) {
      // No post comes from elsewhere.
      if (query.remote === true && query.local !== true) return [];
      const person = personOf(viewer);
      const paged = await publicPage(reading, page, person, { media: query.only_media === true });
      return statusesPage(reading, paged, person);
    },
  });
}

function tagRoute(reading: Reading): Route {
  const folded = (tags: string[] = []) =>
    [...new Set(tags.map((tag) => foldTag(tag.replace(/^#/, ''))))].slice(0, MOST_TAGS);
  return route({
    ...list,
    path: '/api/v1/timelines/tag/:hashtag',
    summary: 'Public posts with a tag',
    auth: 'optional',
    scopes: readStatuses,
    params: Type.Object({ hashtag: Type.String() }),
    query: Type.Object({ local: Flag, remote: Flag, only_media: Flag, any: Tags, all: Tags, none: Tags }),
    async handle({ params, query, viewer, page }) {
      if (query.remote === true && query.local !== true) return [];
      const person = personOf(viewer);
      const paged = await tagPage(reading, page, person, {
        any: [...new Set([...folded([params.hashtag]), ...folded(query.any)])],
        all: folded(query.all),
        none: folded(query.none),
        media: query.only_media === true,
      });
      return statusesPage(reading, paged, person);
    },
  });
}

function markedRoute(reading: Reading, kind: 'favourites' | 'bookmarks'): Route {
  return route({
    ...list,
    path: `/api/v1/${kind}`,
    summary: `The viewer's ${kind}, newest first by when they were made`,
    auth: 'user',
    scopes: [`read:${kind}`],
    async handle({ viewer, page }) {
      const person = personOf(viewer);
      return statusesPage(reading, await markedPage(reading, kind, page, person), person);
    },
  });
}
