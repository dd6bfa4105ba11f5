import { Admin } from '@platformatic/kafka';
import type { ConnectOptions } from './connect.ts';
import { baseOptions, ended, guarded, protocolCodes, within } from './connect.ts';
import type { TopicAdmin } from './port.ts';

/** In ms; hundreds of partitions are not made in a moment. */
const DEADLINE = 20_000;
/** Kafka 3.5 speaks this version of Fetch. */
const NEEDED = { api: 'Fetch', version: 15, kafka: '3.5' };

export function topicAdmin(options: ConnectOptions): TopicAdmin & { close(): Promise<void> } {
  const admin = guarded(new Admin({ ...baseOptions(options), requestTimeout: DEADLINE, timeout: DEADLINE }));
  return {
    async versionProblem() {
      const apis = await within(DEADLINE, 'versions', admin.listApis());
      const spoken = apis.find(({ name }) => name === NEEDED.api)?.maxVersion ?? 0;
      return spoken >= NEEDED.version ? null : `is older than Kafka ${NEEDED.kafka}`;
    },
    async brokers() {
      const { brokers } = await within(
        DEADLINE,
        'metadata',
        admin.metadata({ topics: [], forceUpdate: true }),
      );
      return brokers.size;
    },
    async list(prefix) {
      const all = await within(DEADLINE, 'topics', admin.listTopics());
      return all.filter((name) => name.startsWith(prefix));
    },
    async create(topics) {
      const results = await Promise.allSettled(
        topics.map(({ name, partitions, replicas, settings }) =>
          admin.createTopics({
            ...{ topics: [name], partitions, replicas },
            configs: Object.entries(settings).map(([setting, value]) => ({ name: setting, value })),
          }),
        ),
      );
      for (const result of results) {
        if (result.status === 'fulfilled' || protocolCodes(result.reason).includes('TOPIC_ALREADY_EXISTS'))
          continue;
        await within(DEADLINE, 'create topics', Promise.reject(result.reason));
      }
    },
    async drop(topics) {
      await within(DEADLINE, 'delete topics', admin.deleteTopics({ topics: [...topics] }));
    },
    async truncate(topic, before) {
      const partitions = [...before].map(([partition, offset]) => ({ partition, offset: BigInt(offset) }));
      await within(
        DEADLINE,
        'delete records',
        admin.deleteRecords({ topics: [{ name: topic, partitions }] }),
      );
    },
    close: () => ended(2_000, admin, admin.close()),
  };
}
