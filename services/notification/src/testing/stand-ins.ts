/** The other services as notification's tests need them: a small truth in memory behind their contracts. */
import type { Audience, StoredNotification, TokenInfo, ViewState } from '@fanfare/contracts';
import type { Notification } from '@fanfare/contracts/entities';
import { hashToken } from '@fanfare/http';
import { AppError } from '@fanfare/kernel';
import type { NotificationNeeds } from '../needs.ts';

export interface StandInPost {
  author: number;
  visibility: string;
  mentions: number[];
  text: string;
}

export interface StandIns {
  readonly contracts: NotificationNeeds['contracts'];
  /** By status id; a deleted one is taken out. */
  readonly posts: Map<number, StandInPost>;
  readonly tokens: Map<string, TokenInfo>;
  /** Services that do not answer. */
  readonly away: Set<'read' | 'user-graph' | 'auth'>;
  /** Status ids on which read breaks. */
  readonly broken: Set<number>;
  readonly reviewers: number[];
  /** Calls of `streamed`, by status. */
  readonly asked: number[];
  /** Followers who want to be told of each post. */
  readonly told: Map<number, number[]>;
  follow(follower: number, followee: number): void;
  block(one: number, other: number): void;
  suspend(account: number): void;
  /** A token of this account. */
  token(account: number | null, scopes?: string[]): string;
}

interface Person {
  version: number;
  state: ViewState['state'];
  follows: Set<number>;
  blocked: Set<number>;
}

export function standIns(): StandIns {
  const people = new Map<number, Person>();
  const posts = new Map<number, StandInPost>();
  const tokens = new Map<string, TokenInfo>();
  const away = new Set<'read' | 'user-graph' | 'auth'>();
  const broken = new Set<number>();
  const told = new Map<number, number[]>();
  const reviewers: number[] = [];
  const asked: number[] = [];

  function person(id: number): Person {
    let known = people.get(id);
    if (known === undefined) {
      known = { version: 1, state: 'active', follows: new Set(), blocked: new Set() };
      people.set(id, known);
    }
    return known;
  }

  function raise(...ids: number[]): void {
    for (const id of ids) person(id).version += 1;
  }

  function present(service: 'read' | 'user-graph' | 'auth'): void {
    if (away.has(service)) throw new AppError('engine_away');
  }

  function sees(viewer: number, post: StandInPost, home: boolean): boolean {
    if (post.author === viewer) return true;
    const { follows, blocked } = person(viewer);
    if (blocked.has(post.author) || (home && !follows.has(post.author))) return false;
    if (post.visibility === 'private') return follows.has(post.author) || post.mentions.includes(viewer);
    return post.visibility !== 'direct' || post.mentions.includes(viewer);
  }

  /** Of the real entity, what these tests look at. */
  function dress(viewer: number, item: StoredNotification): Notification | null {
    const post = item.status_id === null ? null : posts.get(item.status_id);
    if (person(viewer).blocked.has(item.from_account_id)) return null;
    if (item.status_id !== null && (post == null || !sees(viewer, post, false))) return null;
    return {
      id: String(item.id),
      type: item.type,
      created_at: new Date(item.created_at).toISOString(),
      account: { id: String(item.from_account_id) },
      ...(item.status_id === null ? {} : { status: { id: String(item.status_id) } }),
      ...(item.submission_id === null ? {} : { submission: { id: String(item.submission_id) } }),
    } as Notification;
  }

  const contracts: NotificationNeeds['contracts'] = {
    auth: {
      async checkToken({ hash }) {
        present('auth');
        return { token: tokens.get(hash) ?? null };
      },
    },
    userGraph: {
      async accountsWithRole() {
        present('user-graph');
        return reviewers;
      },
      async viewStates({ account_ids }) {
        present('user-graph');
        return account_ids.map((account_id) => {
          const { version, state } = person(account_id);
          return { account_id, version, act_version: 1, role: 'user' as const, state };
        });
      },
      async audiences({ account_ids }) {
        present('user-graph');
        return account_ids.map((account_id): Audience => {
          const { version, follows, blocked } = person(account_id);
          const ears = { follows: [...follows], no_reblogs: [], blocked: [...blocked], muted: [] };
          return { account_id, version, valid_until: null, ...ears };
        });
      },
      async notifiedFollowers({ account_id }) {
        present('user-graph');
        return told.get(account_id) ?? [];
      },
    },
    read: {
      async notifications({ viewer_id, items }) {
        present('read');
        if (items.some((item) => broken.has(item.status_id ?? 0))) throw new Error('read has a fault');
        return items.map((item) => dress(viewer_id, item));
      },
      async streamed({ status_id, viewers }) {
        present('read');
        asked.push(status_id);
        if (broken.has(status_id)) throw new Error('read has a fault');
        const post = posts.get(status_id);
        return viewers.map(({ account_id, home }) => {
          const payload = JSON.stringify({ id: String(status_id), content: post?.text });
          return { account_id, payload: post !== undefined && sees(account_id, post, home) ? payload : null };
        });
      },
    },
  };

  return {
    ...{ contracts, posts, tokens, away, broken, reviewers, asked, told },
    follow(follower, followee) {
      person(follower).follows.add(followee);
      raise(follower);
    },
    block(one, other) {
      person(one).blocked.add(other);
      person(other).blocked.add(one);
      raise(one, other);
    },
    suspend(account) {
      person(account).state = 'suspended';
      raise(account);
    },
    token(account, scopes = ['read', 'write']) {
      const token = `token-of-${account}-${tokens.size}`;
      const info = { app_id: '1', account_id: account, scopes, created_at: 0, expires_at: null };
      tokens.set(hashToken(token), { token_id: String(tokens.size), ...info });
      return token;
    },
  };
}
