import type { Command } from '../command.ts';
import { accountCreate, accountPassword, accountPromote } from './account.ts';
import { config } from './config.ts';
import { doctor } from './doctor.ts';
import { eventsList, eventsReplay, settle } from './events.ts';
import { logLevel } from './log-level.ts';
import { migrate } from './migrate.ts';
import { openapi } from './openapi.ts';
import { reindex } from './reindex.ts';
import { routes } from './routes.ts';
import { seed } from './seed.ts';
import { serve } from './serve.ts';
import { timelineAudit, timelineRebuild } from './timeline.ts';
import { tokenCreate } from './token.ts';

export const commands: readonly Command[] = [
  serve,
  accountCreate,
  accountPromote,
  accountPassword,
  tokenCreate,
  seed,
  settle,
  eventsList,
  eventsReplay,
  timelineRebuild,
  timelineAudit,
  reindex,
  migrate,
  config,
  doctor,
  logLevel,
  routes,
  openapi,
];

/** The command whose name the words begin with, and what follows. */
export function findCommand(words: readonly string[]): { command: Command; rest: readonly string[] } | null {
  for (const command of commands) {
    const name = command.name.split(' ');
    if (name.every((word, index) => words[index] === word))
      return { command, rest: words.slice(name.length) };
  }
  return null;
}
