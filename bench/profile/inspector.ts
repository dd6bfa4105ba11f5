/** A CPU profile of a running process, through its inspector. */

export interface ProfileNode {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number };
  children?: number[];
}

export interface CpuProfile {
  nodes: ProfileNode[];
  /** Ids of nodes, one per sample, and the time since the one before in microseconds. */
  samples: number[];
  timeDeltas: number[];
}

const INTERVAL = 250;

/** Profiles the process behind `inspector` (a ws:// address) while `work` runs. */
export async function profiled(inspector: string, work: () => Promise<void>): Promise<CpuProfile> {
  const socket = new WebSocket(inspector);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('The inspector cannot be reached')));
  });
  const waiting = new Map<number, (result: unknown) => void>();
  socket.addEventListener('message', (message) => {
    const { id, result } = JSON.parse(String(message.data)) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  let last = 0;
  const ask = (method: string, params: object = {}): Promise<unknown> => {
    last += 1;
    const id = last;
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => waiting.set(id, resolve));
  };
  try {
    await ask('Profiler.enable');
    await ask('Profiler.setSamplingInterval', { interval: INTERVAL });
    await ask('Profiler.start');
    await work();
    const stopped = (await ask('Profiler.stop')) as { profile: CpuProfile };
    return stopped.profile;
  } finally {
    socket.close();
  }
}
