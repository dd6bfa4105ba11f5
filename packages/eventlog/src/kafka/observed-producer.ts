import type { LogObserver } from '../observer.ts';
import type { Producer } from './client/index.ts';

/** The same producer, telling how long each batch took. */
export function observedProducer(producer: Producer, observer: LogObserver | undefined): Producer {
  if (observer === undefined) return producer;
  return {
    async send(topic, partition, messages) {
      const began = performance.now();
      try {
        await producer.send(topic, partition, messages);
        observer.sent(began, null);
      } catch (error) {
        observer.sent(began, error);
        throw error;
      }
    },
    close: () => producer.close(),
  };
}
