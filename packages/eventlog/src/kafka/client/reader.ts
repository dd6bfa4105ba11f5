import { Consumer, FetchIsolationLevels, protocolErrors } from '@platformatic/kafka';
import type { ConnectOptions } from './connect.ts';
import { baseOptions, guarded, protocolCodes } from './connect.ts';
import type { Fetch, Fetched, InMessage, Reader } from './port.ts';
import { renewable } from './renewable.ts';

/** In ms, beyond what a fetch waits for messages. */
const DEADLINE = 5_000;
const HOUR = 3_600_000;
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_PARTITION_BYTES = 256 * 1024;

type Client = Consumer<Buffer, Buffer, Buffer, Buffer>;
type FetchResponse = Awaited<ReturnType<Client['fetch']>>;
type PartitionResponse = FetchResponse['responses'][number]['partitions'][number];

/** Fetches by the library's single calls, not by its streams: those end on a failure, and choose their own offsets. */
export function readerOf(options: ConnectOptions, topics: readonly string[]): Reader {
  const client = renewable<Client>(
    () => {
      // What it remembers of leaders is forgotten after a failure, not by age: a question would wait behind a fetch.
      const made = guarded(
        new Consumer({ ...baseOptions(options), metadataMaxAge: HOUR, groupId: 'reader' }),
      );
      for (const topic of topics) made.topics.track(topic);
      return made;
    },
    (used) => used.close(true),
  );

  return {
    fetch: (broker, wanted, wait) =>
      client.ask('fetch', wait + DEADLINE, async (used) => {
        const { topics: known } = await used.metadata({ topics: [...topics] });
        const request = [...Map.groupBy(wanted, ({ topic }) => topic)].map(([topic, list]) => ({
          topicId: known.get(topic)?.id ?? '',
          partitions: list.map(({ partition, offset }) => ({
            ...{ partition, fetchOffset: BigInt(offset), partitionMaxBytes: MAX_PARTITION_BYTES },
            ...{ currentLeaderEpoch: -1, lastFetchedEpoch: -1 },
          })),
        }));
        const answer = await fetched(used, broker, request, wait);
        const names = new Map([...known].map(([name, { id }]) => [id, name]));
        const asked = new Map(wanted.map((one) => [`${one.topic}:${one.partition}`, one]));
        const result = answer.responses.flatMap(({ topicId, partitions: found }) =>
          found.flatMap((one) => {
            const want = asked.get(`${names.get(topicId)}:${one.partitionIndex}`);
            return want === undefined ? [] : [partitionOf(want, one)];
          }),
        );
        if (result.some(({ problem }) => problem !== null)) used.clearMetadata();
        return result;
      }),
    close: client.close,
  };
}

/**
 * A failure of single partitions comes as an error that holds the whole answer. The library then loses count of its
 * fetch session with that broker: the next call says so, and the one after it begins a new one.
 */
async function fetched(
  client: Client,
  node: number,
  topics: Parameters<Client['fetch']>[0]['topics'],
  wait: number,
  again = true,
): Promise<FetchResponse> {
  try {
    return await client.fetch({
      ...{ node, topics, maxWaitTime: wait, minBytes: 1, maxBytes: MAX_BYTES },
      isolationLevel: FetchIsolationLevels.READ_UNCOMMITTED,
    });
  } catch (error) {
    const { response } = error as { response?: FetchResponse };
    if (response !== undefined && response.errorCode === 0) return response;
    const lost = protocolCodes(error).some((code) => code.includes('FETCH_SESSION'));
    if (again && lost) return fetched(client, node, topics, wait, false);
    throw error;
  }
}

function partitionOf(want: Fetch, found: PartitionResponse): Fetched {
  const problem = problemOf(found.errorCode);
  const messages: InMessage[] = [];
  let next = want.offset;
  for (const batch of problem === null ? (found.records ?? []) : []) {
    for (const record of batch.records) {
      const offset = Number(batch.firstOffset) + record.offsetDelta;
      // The first batch may begin before the offset that was asked for.
      if (offset < want.offset) continue;
      messages.push({
        offset,
        key: record.key?.toString() ?? '',
        value: record.value?.toString() ?? null,
        headers: new Map(record.headers.map(([name, value]) => [String(name), value?.toString() ?? ''])),
      });
    }
    next = Math.max(next, Number(batch.firstOffset) + batch.lastOffsetDelta + 1);
  }
  return { ...want, problem, messages, next, end: problem === null ? Number(found.highWatermark) : -1 };
}

const moved = new Set<number>(
  (
    [
      ...(['NOT_LEADER_OR_FOLLOWER', 'LEADER_NOT_AVAILABLE', 'FENCED_LEADER_EPOCH'] as const),
      ...(['UNKNOWN_TOPIC_OR_PARTITION', 'UNKNOWN_TOPIC_ID', 'REPLICA_NOT_AVAILABLE'] as const),
    ] as const
  ).map((name) => protocolErrors[name]?.code ?? Number.NaN),
);

function problemOf(code: number): Fetched['problem'] {
  if (code === 0) return null;
  if (code === protocolErrors.OFFSET_OUT_OF_RANGE?.code) return 'range';
  return moved.has(code) ? 'moved' : 'other';
}
