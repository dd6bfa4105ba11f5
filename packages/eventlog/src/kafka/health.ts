/** What the brokers say of themselves, for people. */
import type { Health } from '@fanfare/kernel';
import { causeOf } from '../consumer/failure.ts';
import type { Asker } from './client/index.ts';

/** @param topics full names of all that are used */
export async function kafkaHealth(
  ask: Asker,
  addresses: readonly string[],
  topics: readonly string[],
): Promise<Health> {
  // What is older stops the start; the brokers do not say more of their version.
  const where = `Kafka 3.5 or newer at ${addresses.join(', ')}`;
  try {
    const found = [...(await ask.partitions(topics, true)).values()].flatMap(({ leaders }) => leaders);
    const orphans = found.filter((leader) => leader < 0).length;
    const brokers = new Set(found).size - (orphans > 0 ? 1 : 0);
    const facts = `${topics.length} topics of ${found.length} partitions, led by ${brokers} ${brokers === 1 ? 'broker' : 'brokers'}`;
    if (orphans === 0) return { ok: true, detail: `${where}; ${facts}` };
    return { ok: false, detail: `${where}; ${facts}, and ${orphans} that no broker leads at the moment` };
  } catch (error) {
    return { ok: false, detail: causeOf(error) };
  }
}
