/** Bare ring append: each follower's ring found by the follower's id, one id written, nothing checked. */

interface Ring {
  ids: Float64Array;
  at: number;
}

export interface Rings {
  append(followers: readonly number[], id: number): void;
}

export function rings(followers: readonly number[], length: number): Rings {
  const all = new Map<number, Ring>(
    followers.map((follower) => [follower, { ids: new Float64Array(length), at: 0 }]),
  );
  return {
    append(to, id) {
      for (const follower of to) {
        const ring = all.get(follower);
        if (ring === undefined) continue;
        ring.ids[ring.at] = id;
        ring.at = ring.at + 1 === length ? 0 : ring.at + 1;
      }
    },
  };
}
