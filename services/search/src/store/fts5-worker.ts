/** The worker thread of the embedded index: the only place where its file is open. */
import { parentPort, workerData } from 'node:worker_threads';
import { errorNumber } from './fts5-file.ts';
import { indexReader, TookTooLong } from './fts5-read.ts';
import type { ThreadCall, ThreadReply } from './fts5-thread.ts';
import { indexWriter } from './fts5-write.ts';

export interface WorkerTask {
  file: string;
  role: 'writer' | 'reader';
  /** Of one question, in ms. */
  deadline: number;
}

const { file, role, deadline } = workerData as WorkerTask;
const methods: Record<string, ((argument: never) => unknown) | undefined> = {
  ...(role === 'writer' ? indexWriter(file) : indexReader(file, deadline)),
};

parentPort?.on('message', ({ method, argument }: ThreadCall) => {
  parentPort?.postMessage(reply(method, argument));
});

function reply(method: string, argument: unknown): ThreadReply {
  try {
    const run = methods[method];
    if (run === undefined) throw new Error(`there is no ${method}`);
    return { result: run(argument as never) ?? null };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    // A statement that is wrong (1) stays wrong; whatever else SQLite says is of the disk and the moment.
    return error instanceof TookTooLong || errorNumber(error) > 1 ? { away: text } : { failed: text };
  }
}
