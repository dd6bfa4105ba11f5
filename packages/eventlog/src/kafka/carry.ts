/** Carries one bucket on: rows in order, each batch only after the one before it was acknowledged. */
import { events } from '@fanfare/contracts/events';
import type { Tracer } from '@fanfare/telemetry';
import type { Sealed } from '../consumer/decode.ts';
import { isEventType, seal } from '../consumer/decode.ts';
import type { Bucket } from './bucket.ts';
import { previousIn } from './bucket.ts';
import type { OutMessage, Producer } from './client/index.ts';
import { outMessage } from './message.ts';
import type { AnyDatabase } from './share.ts';
import { topicKinds, topicName } from './topics.ts';

/** Rows read and sent at once. */
const BATCH = 128;

export interface CarryNeeds {
  source: string;
  database: AnyDatabase;
  namespace: string;
  producer: Producer;
  /** How many partitions a topic has. */
  partitions(topic: string): number;
  /** The restore epoch of the source. */
  epoch: number;
  /** False: the lease may be over. */
  trusted(): boolean;
  tracer: Tracer;
}

/**
 * Sends the next rows. The topics of one batch go side by side: order is kept per key, and so per topic.
 * @returns how many were carried
 * @throws what says that the log or the database is away; then nothing is noted
 */
export async function carry(needs: CarryNeeds, bucket: Bucket): Promise<number> {
  if (bucket.epoch !== needs.epoch) await tellEpoch(needs, bucket);
  const found = await needs.database.outbox.rows(bucket.bucket, bucket.number, BATCH);
  const { rows, blocked } = known(found.map((row) => seal(row.number, row.body)));
  bucket.blocked = blocked;
  const [first] = rows;
  if (first === undefined) return 0;
  const topics: Record<string, number> = { ...bucket.topics };
  if (first.number > bucket.number + 1) {
    // Only before this relay's time: an outbox has no holes. Who reads from here on is told that something is missing.
    if (bucket.number > 0) throw new Error(gap(needs, bucket, first.number));
    topics['*'] = first.number - 1;
  }
  const batches = new Map<string, OutMessage[]>();
  for (const row of rows) {
    const kind = kindOf(row);
    const previous = previousIn({ ...bucket, topics }, kind);
    const origin = { ...place(needs, bucket), number: row.number, previous };
    batches.set(kind, [...(batches.get(kind) ?? []), outMessage(origin, row.key, row.body)]);
    topics[kind] = row.number;
  }
  if (!needs.trusted()) return 0;
  await Promise.all([...batches].map(([kind, messages]) => send(needs, bucket, kind, messages)));
  if (needs.tracer.collects) for (const row of rows) record(needs, row);
  bucket.topics = topics;
  bucket.number = rows.at(-1)?.number ?? bucket.number;
  return rows.length;
}

/** The rows before the first of which this program does not know where it belongs: a newer one may carry it. */
function known(rows: readonly Sealed[]): { rows: readonly Sealed[]; blocked: string | null } {
  const at = rows.findIndex(({ type }) => !isEventType(type));
  const row = rows[at];
  if (row === undefined) return { rows, blocked: null };
  return { rows: rows.slice(0, at), blocked: `unknown event type ${row.type} (event ${row.number})` };
}

/** From when it was emitted until the log had it. */
function record({ tracer, source }: CarryNeeds, { type, trace, at }: Sealed): void {
  if (trace === null) return;
  const attributes = { 'fanfare.database': source, 'fanfare.event': type };
  tracer.record(`relay ${type}`, { kind: 'producer', parent: trace, attributes, start: at, end: Date.now() });
}

function kindOf({ type }: Sealed): string {
  if (!isEventType(type)) throw new Error(`unknown event type ${type}`);
  return events[type].topic;
}

/** After a restore every reader must hear of it, also where nothing new happens. */
async function tellEpoch(needs: CarryNeeds, bucket: Bucket): Promise<void> {
  if (bucket.epoch !== 0) {
    await Promise.all(
      topicKinds.map((kind) => {
        const previous = previousIn(bucket, kind);
        const origin = { ...place(needs, bucket), number: bucket.number, previous };
        return send(needs, bucket, kind, [outMessage(origin, '', null)]);
      }),
    );
  }
  bucket.epoch = needs.epoch;
}

function place({ source, epoch }: CarryNeeds, { bucket }: Bucket) {
  return { source, bucket, epoch };
}

function send(needs: CarryNeeds, { bucket }: Bucket, kind: string, messages: OutMessage[]): Promise<void> {
  const topic = topicName(needs.namespace, kind);
  return needs.producer.send(topic, bucket % needs.partitions(topic), messages);
}

function gap({ source }: CarryNeeds, { bucket, number }: Bucket, found: number): string {
  return `bucket ${bucket} of ${source} has ${found} after ${number}`;
}
