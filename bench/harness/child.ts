/** A program of the bench as a process of its own, asked one question at a time. */
import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface Child<Question, Reply> {
  readonly pid: number;
  ask(question: Question): Promise<Reply>;
  stop(): Promise<void>;
}

export function child<Question extends object, Reply>(file: string): Child<Question, Reply> {
  const running = fork(file, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const { pid } = running;
  if (pid === undefined) throw new Error(`${file} could not be started`);
  const ended = once(running, 'exit');
  return {
    pid,
    async ask(question) {
      const reply = new Promise<Reply>((resolve, reject) => {
        running.once('message', (message) => {
          running.off('exit', fail);
          resolve(message as Reply);
        });
        const fail = () => reject(new Error(`${file} ended before it answered`));
        running.once('exit', fail);
      });
      running.send(question);
      return reply;
    },
    async stop() {
      if (running.exitCode !== null || running.signalCode !== null) return;
      running.kill();
      await ended;
    },
  };
}
