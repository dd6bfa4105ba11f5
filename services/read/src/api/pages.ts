/** Pages for people: the front page, and what links to accounts, posts and tags lead to. Read as signed out. */
import type { Answer, Route } from '@fanfare/http';
import { htmlPage, redirect, route } from '@fanfare/http';
import type { Page, Paged } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import { foldTag } from '@fanfare/text';
import { Type } from 'typebox';
import type { ClientBuild } from '../client/build.ts';
import type { AccountFacts, StatusFacts } from '../domain/facts.ts';
import { frontPage } from '../pages/front.ts';
import { profilePage, statusPage, tagPage } from '../pages/profile.ts';
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

const page = { method: 'GET', auth: 'none', kind: 'page' } as const;
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
          app: await client.head(),
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
    async handle({ params, page: asked, url }) {
      const facts = await accountNamed(reading, params.username);
      const paged = await accountPage(reading, asked, null, facts.id, {
        onlyMedia: false,
        excludeReplies: true,
        excludeReblogs: true,
        tag: null,
      });
      const account = (await reading.accounts.present([facts.id])).get(facts.id);
      if (account === undefined) throw new AppError('not_found');
      return htmlPage(
        profilePage(account, { ...(await common(needs)), ...(await list(reading, paged, url)) }),
      );
    },
  });
}

function statusRoute(needs: PageNeeds): Route {
  const { reading } = needs;
  return route({
    ...page,
    path: '/@:username/:id',
    summary: "A post's page",
    params: Type.Object({ username: Type.String(), id: Type.String() }),
    async handle({ params }): Promise<Answer> {
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
      return htmlPage(statusPage(status, { ancestors, descendants }, await common(needs)));
    },
  });
}

function tagRoute(needs: PageNeeds): Route {
  const { reading } = needs;
  return route({
    ...page,
    path: '/tags/:tag',
    summary: "A tag's page",
    params: Type.Object({ tag: Type.String() }),
    async handle({ params, page: asked, url }) {
      const tag = foldTag(params.tag);
      const paged = await tagList(reading, asked, null, { any: [tag], all: [], none: [], media: false });
      return htmlPage(tagPage(tag, { ...(await common(needs)), ...(await list(reading, paged, url)) }));
    },
  });
}

async function common({ instance, client, now }: PageNeeds) {
  return { siteName: (await instance()).title, app: await client.head(), now: now() };
}

async function list(reading: Reading, paged: Paged<StatusFacts>, url: URL) {
  const statuses = await reading.statuses.present(paged.items, null);
  return { statuses, older: paged.next === null ? null : `${url.pathname}?max_id=${paged.next}` };
}

/** @throws AppError `not_found` also for the suspended */
async function accountNamed(reading: Reading, username: string): Promise<AccountFacts> {
  const id = await accountIdByName(reading.db, username);
  const account = id === null ? undefined : (await reading.accounts.facts([id])).get(id);
  if (account === undefined || account.state === 'suspended') throw new AppError('not_found');
  return account;
}
