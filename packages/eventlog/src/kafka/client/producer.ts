import { Producer as LibraryProducer, ProduceAcks } from '@platformatic/kafka';
import type { ConnectOptions } from './connect.ts';
import { baseOptions, guarded, isSilence, quietly, within } from './connect.ts';
import type { Producer } from './port.ts';

/** In ms, for one batch. */
const DEADLINE = 5_000;

/** Given with each send: the library does not look at these among the options of the client, and one broker would do. */
const whole = { acks: ProduceAcks.ALL, idempotent: false, repeatOnStaleMetadata: false };

/**
 * One partition per send: the library sends again to the leader of the first message alone, so a batch over several
 * partitions whose leaders part would never arrive. After a failure leaders are asked for anew; after a silence the
 * client is made anew, which begins with another broker. It is not idempotent in Kafka's sense: a repeated batch is
 * told by its numbers, whoever sent it.
 */
export function producerOf(options: ConnectOptions): Producer {
  let client: LibraryProducer<string, string, string, string> | null = null;

  function current(): LibraryProducer<string, string, string, string> {
    client ??= guarded(
      new LibraryProducer<string, string, string, string>({
        ...baseOptions(options),
        serializers: { key: bytes, value: bytes, headerKey: bytes, headerValue: bytes },
      }),
    );
    return client;
  }

  function discard(failed: LibraryProducer<string, string, string, string>): void {
    if (client !== failed) return;
    client = null;
    // What else is in flight may still arrive.
    setTimeout(() => void quietly(DEADLINE, failed.close()), DEADLINE).unref();
  }

  return {
    async send(topic, partition, messages) {
      const used = current();
      const outgoing = messages.map(({ key, value, headers }) => ({
        ...{ topic, partition, key, headers: { ...headers } },
        ...(value === null ? {} : { value }),
      }));
      try {
        await within(DEADLINE, 'send', used.send({ ...whole, messages: outgoing }));
      } catch (error) {
        used.clearMetadata();
        if (isSilence(error)) discard(used);
        throw error;
      }
    },
    async close() {
      const last = client;
      client = null;
      if (last !== null) await quietly(DEADLINE, last.close());
    },
  };
}

function bytes(text?: string): Buffer | undefined {
  return text === undefined ? undefined : Buffer.from(text);
}
