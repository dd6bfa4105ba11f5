/** Those who ask to follow, those one blocks, and those one mutes. */
import { useEffect } from 'react';
import { api } from '../api/client.ts';
import type { Account } from '../api/entities.ts';
import { pageOf } from '../api/pages.ts';
import { accountLists } from '../data/account-lists.ts';
import { AccountList } from '../people/account-list.tsx';
import { FollowRequest } from '../people/follow-request.tsx';
import { Unblock, Unmute } from '../people/lift.tsx';
import { keepMuteEnd } from '../people/mute-end.ts';
import { forgetRequestAnswers } from '../people/request-answers.ts';
import { useTexts } from '../texts/index.ts';
import { Page } from './page.tsx';

const requests = {
  key: accountLists.requests,
  load: (maxId: string | null) => pageOf<Account>(api().v1.followRequests.list.$raw({ limit: 40, maxId })),
};

const blocks = {
  key: accountLists.blocks,
  load: (maxId: string | null) => pageOf<Account>(api().v1.blocks.list.$raw({ limit: 40, maxId })),
};

const mutes = {
  key: accountLists.mutes,
  async load(maxId: string | null) {
    const page = await pageOf<Account & { muteExpiresAt?: string | null }>(
      api().v1.mutes.list.$raw({ limit: 40, maxId }),
    );
    for (const account of page.items) keepMuteEnd(account.id, account.muteExpiresAt ?? null);
    return page;
  },
};

export function FollowRequests() {
  const { settings: texts } = useTexts();
  // Who was answered earlier and asks again is asked about again.
  useEffect(forgetRequestAnswers, []);
  return (
    <Page title={texts.requests}>
      <AccountList
        list={requests}
        label={texts.requests}
        empty={texts.requestsEmpty}
        action={(account) => <FollowRequest account={account} />}
      />
    </Page>
  );
}

export function Blocks() {
  const { settings: texts } = useTexts();
  return (
    <Page title={texts.blocks}>
      <AccountList
        list={blocks}
        label={texts.blocks}
        empty={texts.blocksEmpty}
        action={(account) => <Unblock account={account} />}
      />
    </Page>
  );
}

export function Mutes() {
  const { settings: texts } = useTexts();
  return (
    <Page title={texts.mutes}>
      <AccountList
        list={mutes}
        label={texts.mutes}
        empty={texts.mutesEmpty}
        action={(account) => <Unmute account={account} />}
      />
    </Page>
  );
}
