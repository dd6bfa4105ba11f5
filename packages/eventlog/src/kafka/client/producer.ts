import { Producer as LibraryProducer, ProduceAcks } from '@platformatic/kafka';
import type { ConnectOptions } from './connect.ts';
import { baseOptions, guarded } from './connect.ts';
import type { Producer } from './port.ts';
import { renewable } from './renewable.ts';

/** In ms, for one batch. */
const DEADLINE = 5_000;
/** Given with each send: the library does not look at these among the options of the client, and one broker would do. */
const whole = { acks: ProduceAcks.ALL, idempotent: false, repeatOnStaleMetadata: false };

/**
 * One partition per send: the library sends again to the leader of the first message alone, so a batch over several
 * partitions whose leaders part would never arrive. It is not idempotent in Kafka's sense: a repeated batch is told by
 * its numbers, whoever sent it.
 */
export function producerOf(options: ConnectOptions): Producer {
  const client = renewable(
    () =>
      guarded(
        new LibraryProducer<string, string, string, string>({
          ...baseOptions(options),
          serializers: { key: bytes, value: bytes, headerKey: bytes, headerValue: bytes },
        }),
      ),
    (used) => used.close(),
  );
  return {
    async send(topic, partition, messages) {
      const outgoing = messages.map(({ key, value, headers }) => ({
        ...{ topic, partition, key, headers: { ...headers } },
        ...(value === null ? {} : { value }),
      }));
      await client.ask('send', DEADLINE, (used) => used.send({ ...whole, messages: outgoing }));
    },
    close: client.close,
  };
}

function bytes(text?: string): Buffer | undefined {
  return text === undefined ? undefined : Buffer.from(text);
}
