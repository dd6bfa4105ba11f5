import { after, before } from 'node:test';
import { parseQuery } from '../../domain/query.ts';
import type {
  AccountDocument,
  Filter,
  SearchIndex,
  StatusDocument,
  StatusQuery,
  Words,
} from '../search-index.ts';

export interface IndexSetup {
  index: SearchIndex;
  /** For an index that several processes share: the same as another one has it, opened beside it. */
  another?: () => Promise<SearchIndex>;
  /** The same, but its process can lose its way to the engine, as if it were dead or asleep. */
  cutOff?: () => Promise<{ index: SearchIndex; cut(): void; heal(): void }>;
  /** The engine stops in its tracks until it is called back: it takes what is sent and answers nothing. */
  freeze?: () => Promise<{ thaw(): Promise<void> }>;
  /** Ends what the index runs on, at once and whatever it does; the next call finds it running again. */
  crash(): Promise<void>;
  /** Loses all data, as when a disk is replaced by an empty one, and answers an index on what is left. */
  lose(): Promise<SearchIndex>;
  /** The same data through an engine that never answers a question, with a deadline of some ms. */
  stuck(): SearchIndex;
  close(): Promise<void>;
}

/** Makes an empty index. */
export type IndexFactory = () => Promise<IndexSetup>;

/** The setup of the suite it is called in; made before its first test. */
export function setupFor(factory: IndexFactory): () => IndexSetup {
  let setup: IndexSetup | undefined;
  before(async () => {
    const made = await factory();
    const { another } = made;
    setup = {
      ...made,
      index: prompt(made.index),
      lose: async () => prompt(await made.lose()),
      ...(another === undefined ? {} : { another: async () => prompt(await another()) }),
    };
  });
  after(() => setup?.close());
  return () => {
    if (setup === undefined) throw new Error('The index is asked for before the suite began.');
    return setup;
  };
}

/** Finds at once what was applied. */
function prompt(index: SearchIndex): SearchIndex {
  const fresh =
    <Query, Found>(ask: (query: Query) => Promise<Found>) =>
    async (query: Query) => {
      await index.refresh();
      return ask(query);
    };
  return {
    ...index,
    statuses: fresh(index.statuses),
    accounts: fresh(index.accounts),
    tags: fresh(index.tags),
  };
}

export const author = 11;
export const reader = 12;
export const stranger = 13;

export function aStatus(id: number, text: string, over: Partial<StatusDocument> = {}): StatusDocument {
  return {
    ...{ kind: 'status', id, version: 1, accountId: author, mentions: [], open: true, text, marks: [] },
    ...over,
  };
}

export function anAccount(
  id: number,
  username: string,
  over: Partial<AccountDocument> = {},
): AccountDocument {
  return { kind: 'account', id, version: 1, username, displayName: '', note: '', ...over };
}

/** The words of a text as the service would ask for them. */
export function wordsOf(text: string, beginning = false): Words {
  const { words } = parseQuery(text);
  const matches = (negated: boolean) =>
    words
      .filter((word) => word.negated === negated)
      .map((word) => ({ phrases: word.phrases, beginning: beginning && !word.quoted && !negated }));
  return { all: matches(false), none: matches(true) };
}

export interface Asked {
  all?: Filter[];
  none?: Filter[];
  as?: number;
  ids?: number[];
  limit?: number;
}

export function statusesFor(text: string, { all, none, as, ids, limit }: Asked = {}): StatusQuery {
  const viewer = { accountId: as ?? stranger, ids: ids ?? [] };
  return { words: wordsOf(text), all: all ?? [], none: none ?? [], viewer, limit: limit ?? 40 };
}

export async function* batches<Item>(...items: Item[][]): AsyncGenerator<Item[]> {
  yield* items;
}
