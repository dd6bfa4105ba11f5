import { Consumer, ListOffsetTimestamps } from '@platformatic/kafka';
import type { ConnectOptions } from './connect.ts';
import { baseOptions, guarded } from './connect.ts';
import type { Asker } from './port.ts';
import { renewable } from './renewable.ts';

/** In ms. */
const DEADLINE = 5_000;

export function askerOf(options: ConnectOptions): Asker & { close(): Promise<void> } {
  // It never joins a group; the library wants a name all the same.
  const client = renewable(
    () => guarded(new Consumer({ ...baseOptions(options), groupId: 'asker' })),
    (used) => used.close(true),
  );
  return {
    async partitions(topics, fresh) {
      const { topics: found } = await client.ask('metadata', DEADLINE, (used) =>
        used.metadata({ topics: [...topics], forceUpdate: fresh }),
      );
      return new Map(
        [...found].map(([name, { id, partitions }]) => [
          name,
          { id, leaders: Array.from(partitions, (partition) => partition?.leader ?? -1) },
        ]),
      );
    },
    async offsets(topics, which) {
      const timestamp = which === 'start' ? ListOffsetTimestamps.EARLIEST : ListOffsetTimestamps.LATEST;
      const found = await client.ask('offsets', DEADLINE, (used) =>
        used.listOffsets({ topics: [...topics], timestamp }),
      );
      return new Map([...found].map(([topic, offsets]) => [topic, Array.from(offsets, Number)]));
    },
    close: client.close,
  };
}
