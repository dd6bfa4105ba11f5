/** What an address on this server names, for whoever asks. */
import type { Search } from '@fanfare/contracts/entities';
import { foldTag } from '@fanfare/text';
import type { Address } from '../domain/address.ts';
import type { Searching } from '../needs.ts';
import { accountIdByName } from '../store/people.ts';
import { usedTags } from './find-tags.ts';

export async function resolveAddress(
  searching: Searching,
  address: Address,
  viewerId: number | null,
): Promise<Search> {
  const nothing: Search = { accounts: [], statuses: [], hashtags: [] };
  switch (address.kind) {
    case 'account': {
      const id = await accountIdByName(searching.db.read, address.username);
      const accounts = await searching.contracts.read.accounts({ ids: id === null ? [] : [id] });
      return { ...nothing, accounts: accounts.filter((account) => account !== null) };
    }
    case 'status':
      return { ...nothing, statuses: await statusById(searching, address.id, viewerId) };
    case 'tag': {
      const asked = { viewerId, limit: 1, offset: 0 };
      return { ...nothing, hashtags: await usedTags(searching, [foldTag(address.name)], asked) };
    }
  }
}

/** The address of a post that waited for approval leads its author to what was published. */
async function statusById(
  { contracts }: Searching,
  id: number,
  viewerId: number | null,
): Promise<Search['statuses']> {
  const [status] = await contracts.read.statuses({ viewer_id: viewerId, ids: [id] });
  if (status) return [status];
  if (viewerId === null) return [];
  const [other] = await contracts.write.resolve({ viewer_id: viewerId, ids: [id] });
  if (!other?.status_id) return [];
  const published = await contracts.read.statuses({ viewer_id: viewerId, ids: [other.status_id] });
  return published.filter((one) => one !== null);
}
