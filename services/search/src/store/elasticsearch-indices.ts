/**
 * The indices of one Fanfare: three for each generation (`fanfare-search-posts-v1-000001`), found under an alias once
 * they are whole (`fanfare-search-posts-v1`) and under another while they are filled (`...-next`). Nothing is ever
 * written but through these aliases, and only where they exist, so no index comes into being by accident.
 */
import type { estypes } from '@elastic/elasticsearch';
import type { Elastic } from './elasticsearch-client.ts';
import { engineAway } from './elasticsearch-client.ts';
import { mappings } from './elasticsearch-mappings.ts';

/** Another number: other indices beside these, built from the truth by whoever knows them. */
const FORMAT = 'v1';
const DEADLINE = 5_000;
/** Making and deleting indices is the slowest that a cluster does. */
const LONG_DEADLINE = 30_000;
/** How long a document may stay unseen. */
/** How often what was applied becomes findable, in ms. */
export const REFRESH = 400;

export const kinds = ['posts', 'accounts', 'tags'] as const;
export type Kind = (typeof kinds)[number];

export interface Generation {
  number: number;
  /** The index of each kind. */
  names: Record<Kind, string>;
}

export interface State {
  /** Null: there is no index that answers. */
  active: Generation | null;
  /** Being filled. */
  building: Generation | null;
  /** What was noted in the active one; a note that was restored into another index from a copy does not count. */
  note: string | null;
  /** All there are. */
  names: readonly string[];
  /** Those that are being filled, or were when whoever did it was lost. */
  unfinished: readonly string[];
}

export interface Indices {
  active(kind: Kind): string;
  building(kind: Kind): string;
  state(): Promise<State>;
  create(number: number): Promise<Generation>;
  /** The new generation takes the place of all others, at once, and keeps the note. Those stay, for questions in hand. */
  replace(state: State, next: Generation): Promise<void>;
  /** Those that are there. */
  remove(names: readonly string[]): Promise<void>;
  note(state: State, note: string): Promise<void>;
  /** All that was written before is found afterwards, also in what is being filled once that answers. */
  refresh(): Promise<void>;
}

interface Found {
  aliases?: Record<string, unknown>;
  mappings?: { _meta?: { note?: unknown; uuid?: unknown } };
  settings?: { index?: { uuid?: string } };
}

export function elasticIndices(elastic: Elastic, namespace: string): Indices {
  const active = (kind: Kind) => `${namespace}-search-${kind}-${FORMAT}`;
  const building = (kind: Kind) => `${active(kind)}-next`;
  const all = kinds.map((kind) => `${active(kind)}-0*`).join(',');

  async function found(): Promise<Map<string, Found>> {
    const answer = await elastic.ask(DEADLINE, (client, options) =>
      client.indices.get(
        {
          index: all,
          features: ['aliases', 'mappings', 'settings'],
          filter_path: '*.aliases,*.mappings._meta,*.settings.index.uuid',
        },
        options,
      ),
    );
    return new Map(Object.entries(answer as Record<string, Found>));
  }

  function generation(indices: ReadonlyMap<string, Found>, alias: (kind: Kind) => string): Generation | null {
    const names = kinds.map((kind) => {
      for (const [name, { aliases = {} }] of indices) if (alias(kind) in aliases) return name;
      return null;
    });
    const [posts, accounts, tags] = names;
    if (!posts || !accounts || !tags) return null;
    return { number: numberOf(posts), names: { posts, accounts, tags } };
  }

  async function settle(names: readonly string[], settings: estypes.IndicesIndexSettings): Promise<void> {
    await elastic.ask(DEADLINE, (client, options) =>
      client.indices.putSettings({ index: [...names], settings }, options),
    );
  }

  async function refresh(index: string[], deadline: number): Promise<void> {
    await elastic.ask(deadline, (client, options) =>
      client.indices.refresh({ index, ignore_unavailable: true }, options),
    );
  }

  return {
    active,
    building,
    async state() {
      const indices = await found();
      const now = generation(indices, active);
      return {
        active: now,
        building: generation(indices, building),
        note: now === null ? null : noteOf(indices.get(now.names.posts)),
        names: [...indices.keys()],
        unfinished: [...indices].flatMap(([name, { aliases = {} }]) =>
          kinds.some((kind) => building(kind) in aliases) ? [name] : [],
        ),
      };
    },
    async create(number) {
      const name = (kind: Kind) => `${active(kind)}-${String(number).padStart(6, '0')}`;
      const names = { posts: name('posts'), accounts: name('accounts'), tags: name('tags') };
      for (const kind of kinds) {
        const made = await elastic.ask(LONG_DEADLINE, (client, options) =>
          client.indices.create(
            {
              index: names[kind],
              aliases: { [building(kind)]: {} },
              mappings: mappings[kind],
              settings: {
                number_of_shards: 1,
                auto_expand_replicas: '0-1',
                refresh_interval: -1,
                ...(kind === 'posts' ? { 'sort.field': 'id', 'sort.order': 'desc' } : {}),
              },
            },
            options,
          ),
        );
        // Until every node knows of it, another process could write past it.
        if (!made.acknowledged || !made.shards_acknowledged) throw engineAway(`${names[kind]} is not ready`);
      }
      return { number, names };
    },
    async replace({ names, note: kept }, next) {
      const own = Object.values(next.names);
      await settle(own, { refresh_interval: `${REFRESH}ms` });
      if (kept !== null) await note(elastic, next.names.posts, kept);
      const old = names.filter((name) => !own.includes(name));
      await refresh(own, LONG_DEADLINE);
      await elastic.ask(LONG_DEADLINE, (client, options) =>
        client.indices.updateAliases(
          {
            actions: [
              ...old.flatMap((index) =>
                kinds.map((kind) => ({ remove: { index, alias: active(kind), must_exist: false } })),
              ),
              ...kinds.map((kind) => ({ add: { index: next.names[kind], alias: active(kind) } })),
              ...kinds.map((kind) => ({ remove: { index: next.names[kind], alias: building(kind) } })),
            ],
          },
          options,
        ),
      );
    },
    async remove(names) {
      if (names.length === 0) return;
      await elastic.ask(LONG_DEADLINE, (client, options) =>
        client.indices.delete({ index: [...names], ignore_unavailable: true }, options),
      );
    },
    async note(state, text) {
      if (state.active === null) throw engineAway('there is no index to note it in');
      await note(elastic, state.active.names.posts, text);
    },
    refresh: () => refresh([...kinds.map(active), ...kinds.map(building)], DEADLINE),
  };
}

async function note(elastic: Elastic, index: string, text: string): Promise<void> {
  const held = await elastic.ask(DEADLINE, (client, options) =>
    client.indices.getSettings({ index, filter_path: '*.settings.index.uuid' }, options),
  );
  const uuid = held[index]?.settings?.index?.uuid ?? null;
  await elastic.ask(LONG_DEADLINE, (client, options) =>
    client.indices.putMapping({ index, _meta: { note: text, uuid } }, options),
  );
}

function noteOf(found: Found | undefined): string | null {
  const { note, uuid } = found?.mappings?._meta ?? {};
  return typeof note === 'string' && uuid === found?.settings?.index?.uuid ? note : null;
}

export function numberOf(name: string): number {
  return Number(name.slice(name.lastIndexOf('-') + 1));
}
