/** Pages for people: the front page, and what links to accounts, posts and tags lead to. Read as signed out. */
import type { Answer, Route } from '@fanfare/http';
import { errorPage, htmlPage, redirect, route } from '@fanfare/http';
import type { Page, Paged } from '@fanfare/kernel';
import { AppError, isAppError } from '@fanfare/kernel';
import { foldTag } from '@fanfare/text';
import { Type } from 'typebox';
import type { ClientBuild } from '../client/build.ts';
import type { AccountFacts, StatusFacts } from '../domain/facts.ts';
import type { PageSource } from '../pages/client-page.ts';
import { pageSources } from '../pages/client-page.ts';
import { frontPage } from '../pages/front.ts';
import { profilePage } from '../pages/profile.ts';
import { tagPage } from '../pages/tag.ts';
import { statusPage } from '../pages/thread.ts';
import { threadOf } from '../pipeline/context.ts';
import type { InstanceReader } from '../pipeline/instance.ts';
import { accountPage, publicPage, tagPage as tagList } from '../pipeline/lists.ts';
import type { Reading } from '../pipeline/reading.ts';
import { accountIdByName } from '../store/accounts.ts';

export interface PageNeeds {
  reading: Reading;
  instance: InstanceReader;
  client: ClientBuild;
  now(): number;
}

const page = { method: 'GET', auth: 'none', kind: 'page', packed: true } as const;
const newest: Page = { maxId: null, sinceId: null, minId: null, limit: 10 };

export function pageRoutes(needs: PageNeeds): Route[] {
  return [frontRoute(needs), profileRoute(needs), statusRoute(needs), tagRoute(needs)];
}

function frontRoute({ reading, instance, client, now }: PageNeeds): Route {
  return route({
    ...page,
    path: '/',
    summary: 'The front page',
    async handle() {
      const paged = await publicPage(reading, newest, null, { media: false });
      const statuses = await reading.statuses.present(paged.items, null);
      return htmlPage(
        frontPage({
          instance: await instance(),
          urls: reading.urls,
          newest: statuses,
          now: now(),
          app: await client.head(pageSources.front),
        }),
      );
    },
  });
}

function profileRoute(needs: PageNeeds): Route {
  const { reading } = needs;
  return route({
    ...page,
    path: '/@:username',
    summary: "An account's page",
    params: Type.Object({ username: Type.String() }),
    handle: ({ params, page: asked, requestId }) =>
      orMissing(needs, 'profile', requestId, async () => {
        const facts = await accountNamed(reading, params.username);
        const paged = await accountPage(reading, asked, null, facts.id, {
          onlyMedia: false,
          excludeReplies: true,
          excludeReblogs: false,
          tag: null,
        });
        const account = (await reading.accounts.present([facts.id])).get(facts.id);
        if (account === undefined) throw new AppError('not_found');
        return htmlPage(
          profilePage(account, {
            ...(await common(needs, 'profile')),
            ...(await list(reading, paged, asked, reading.urls.account(facts.username))),
          }),
        );
      }),
  });
}

function statusRoute(needs: PageNeeds): Route {
  const { reading } = needs;
  return route({
    ...page,
    path: '/@:username/:id',
    summary: "A post's page",
    params: Type.Object({ username: Type.String(), id: Type.String() }),
    handle: ({ params, requestId }) =>
      orMissing(needs, 'thread', requestId, async () => {
        const facts = await reading.resolver.published(params.id, null);
        const shown = facts.inner ?? facts;
        const path = `/@${shown.author.username}/${shown.row.id}`;
        if (path !== `/@${params.username}/${params.id}`) return redirect(`${reading.urls.base}${path}`);
        const thread = await threadOf(reading, shown, null);
        const [[status], ancestors, descendants] = await Promise.all([
          reading.statuses.present([shown], null),
          reading.statuses.present(thread.ancestors, null),
          reading.statuses.present(thread.descendants, null),
        ]);
        if (status === undefined) throw new AppError('not_found');
        const parts = { ...(await common(needs, 'thread')), base: reading.urls.base };
        return htmlPage(statusPage(status, { ancestors, descendants }, parts));
      }),
  });
}

function tagRoute(needs: PageNeeds): Route {
  const { reading } = needs;
  return route({
    ...page,
    path: '/tags/:tag',
    summary: "A tag's page",
    params: Type.Object({ tag: Type.String() }),
    async handle({ params, page: asked }) {
      const tag = foldTag(params.tag);
      const paged = await tagList(reading, asked, null, { any: [tag], all: [], none: [], media: false });
      return htmlPage(
        tagPage(tag, {
          ...(await common(needs, 'tag')),
          ...(await list(reading, paged, asked, reading.urls.tag(tag))),
        }),
      );
    },
  });
}

async function common({ instance, client, now }: PageNeeds, source: PageSource) {
  return { siteName: (await instance()).title, app: await client.head(pageSources[source]), now: now() };
}

/** @param address of the first page */
async function list(reading: Reading, paged: Paged<StatusFacts>, asked: Page, address: string) {
  const statuses = await reading.statuses.present(paged.items, null);
  const at = (maxId: number | null) => (maxId === null ? address : `${address}?max_id=${maxId}`);
  return { statuses, canonical: at(asked.maxId), older: paged.next === null ? null : at(paged.next) };
}

/**
 * What is not there for who is signed out may be there for the person whom the client knows: the answer is the same
 * for what is unknown and what is hidden, and it brings the client, which asks the API in that person's name.
 */
async function orMissing(
  { instance, client }: PageNeeds,
  source: PageSource,
  requestId: string,
  handle: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await handle();
  } catch (error) {
    if (!isAppError(error, 'not_found')) throw error;
    const { title: siteName } = await instance();
    const app = await client.head(pageSources[source]);
    return htmlPage(errorPage({ status: 404, text: error.message, requestId, siteName, app }), {
      status: 404,
    });
  }
}

/** @throws AppError `not_found` also for the suspended */
async function accountNamed(reading: Reading, username: string): Promise<AccountFacts> {
  const id = await accountIdByName(reading.db, username);
  const account = id === null ? undefined : (await reading.accounts.facts([id])).get(id);
  if (account === undefined || account.state === 'suspended') throw new AppError('not_found');
  return account;
}
