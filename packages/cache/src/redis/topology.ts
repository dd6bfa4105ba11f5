/** Which server of a cluster serves which slot, out of what its servers say of each other. */
import type { Address } from './address.ts';
import { SLOTS } from './slots.ts';

export interface Master {
  id: string;
  address: Address;
  /** Of two that claim a slot, the higher one is right. */
  epoch: number;
  /** Said by that master of itself. */
  own: boolean;
  /** First and last of each range. */
  ranges: [number, number][];
}

/**
 * Reads `CLUSTER NODES`.
 * @param asked stands in for the address that a server does not know of itself yet
 */
export function readNodes(text: string, asked: Address, tls: boolean): Master[] {
  return text.split('\n').flatMap((line) => {
    const [id = '', where = '', flags = '', , , , epoch = '', , ...slots] = line.trim().split(' ');
    const [, ip = '', port = '', hostname = ''] = /^(.*):(\d+)(?:@\d+)?(?:,([^,]*))?/.exec(where) ?? [];
    const known = flags.split(',');
    if (!known.includes('master') || known.includes('noaddr') || known.includes('handshake')) return [];
    // A certificate is made out to a name.
    const host = (tls && hostname !== '' ? hostname : ip) || asked.host;
    // [slot->-node] and [slot-<-node] are slots on the move; they still count as the source's.
    const ranges = slots.flatMap((slot): [number, number][] => {
      const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(slot) ?? [];
      return first === undefined ? [] : [[Number(first), Number(last ?? first)]];
    });
    // One that failed and serves nothing was replaced; one that is new is about to get slots.
    if (ranges.length === 0 && known.some((flag) => flag.startsWith('fail'))) return [];
    return [
      {
        id,
        address: { host, port: Number(port) },
        epoch: Number(epoch),
        own: known.includes('myself'),
        ranges,
      },
    ];
  });
}

export interface Topology {
  /** Each once; those without a slot too. */
  masters: Master[];
  /** By slot: index in `masters`, -1 when nobody serves it. */
  owners: Int16Array;
}

/** Joins what several servers said: for each slot the claim with the highest epoch. */
export function joinViews(views: readonly (readonly Master[])[]): Topology {
  const newest = new Map<string, Master>();
  for (const master of views.flat()) {
    const known = newest.get(master.id);
    if (known === undefined || master.epoch > known.epoch || (master.epoch === known.epoch && master.own))
      newest.set(master.id, master);
  }
  const candidates = [...newest.values()].sort((a, b) => a.epoch - b.epoch || (a.id < b.id ? -1 : 1));
  const owner: (Master | undefined)[] = new Array(SLOTS).fill(undefined);
  for (const master of candidates) {
    for (const [first, last] of master.ranges) owner.fill(master, first, last + 1);
  }
  const index = new Map(candidates.map((master, at) => [master, at]));
  const owners = Int16Array.from(owner, (master) => (master === undefined ? -1 : (index.get(master) ?? -1)));
  return { masters: candidates, owners };
}
