import { Admin } from '@platformatic/kafka';
import type { Scene } from './scene.ts';

/** The program's name of the broker that leads most partitions. */
export async function leadingBroker(scene: Scene): Promise<string> {
  const admin = new Admin({
    clientId: 'drill',
    bootstrapBrokers: scene.engine('kafka-cluster').url.split(','),
  });
  try {
    const topics = (await admin.listTopics()).filter((name) => name.startsWith('fanfare'));
    const described = await admin.metadata({ topics });
    const led = new Map<number, number>();
    for (const { partitions } of described.topics.values())
      for (const { leader } of Object.values(partitions)) led.set(leader, (led.get(leader) ?? 0) + 1);
    const [most] = [...led].sort(([, a], [, b]) => b - a);
    if (most === undefined) throw new Error('No broker leads a partition');
    return `broker-${most[0]}`;
  } finally {
    await admin.close();
  }
}
