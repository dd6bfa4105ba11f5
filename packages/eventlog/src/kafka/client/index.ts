/** The client on @platformatic/kafka. */
import { askerOf } from './asker.ts';
import type { ConnectOptions } from './connect.ts';
import { memberOf } from './member.ts';
import type { KafkaClient } from './port.ts';
import { producerOf } from './producer.ts';
import { readerOf } from './reader.ts';
import { topicAdmin } from './topic-admin.ts';

export type * from './port.ts';

export function kafkaClient(options: ConnectOptions): KafkaClient {
  const topics = topicAdmin(options);
  const ask = askerOf(options);
  return {
    topics,
    ask,
    producer: () => producerOf(options),
    reader: (topics) => readerOf(options, topics),
    member: (member) => memberOf(options, member),
    async close() {
      await Promise.all([topics.close(), ask.close()]);
    },
  };
}
