/** What every search index must do, run by the adapter's own test: `searchIndexKit('fts5', factory)`. */
import { suite } from 'node:test';
import { accountTests } from './search-index-kit/accounts.ts';
import { failureTests } from './search-index-kit/failures.ts';
import { rebuildTests } from './search-index-kit/rebuild.ts';
import type { IndexFactory } from './search-index-kit/setup.ts';
import { sharedTests } from './search-index-kit/shared.ts';
import { statusTests } from './search-index-kit/statuses.ts';
import { tagTests } from './search-index-kit/tags.ts';
import { versionTests } from './search-index-kit/versions.ts';

export type { IndexFactory, IndexSetup } from './search-index-kit/setup.ts';

/** @param shared the factory's index is one that several processes share, on an engine that can be frozen */
export function searchIndexKit(name: string, factory: IndexFactory, { shared = false } = {}): void {
  suite(`search index kit: ${name}`, () => {
    suite('posts', () => statusTests(factory));
    suite('accounts', () => accountTests(factory));
    suite('tags', () => tagTests(factory));
    suite('versions', () => versionTests(factory));
    suite('rebuild', () => rebuildTests(factory));
    suite('failures', () => failureTests(factory));
    if (shared) suite('shared', () => sharedTests(factory));
  });
}
