import { access, constants, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { styleText } from 'node:util';
import { readSettings } from '@fanfare/kernel';
import { allSettings } from '@fanfare/server';
import type { Command } from '../command.ts';
import { count, say } from '../command.ts';
import { withServices } from '../connect.ts';
import { processFindings } from '../process-findings.ts';

export interface Finding {
  what: string;
  ok: boolean;
  /** What is there, or what is wrong and what to do. */
  detail: string;
}

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  help: 'Check the settings, every process, engine and consumer, and say what to do.',
  options: {},
  async run(invocation) {
    const findings: Finding[] = [{ what: 'runtime', ok: true, detail: `Node ${process.version}` }];
    const values = readSettings(allSettings, invocation.environment);
    findings.push({ what: 'settings', ok: true, detail: 'every setting can be read' });
    findings.push(await folderFinding(resolve(values.FANFARE_DATA)));
    if (findings.every((finding) => finding.ok))
      findings.push(...(await serviceFindings(invocation.environment)));
    say(invocation, findings.map(line).join('\n'), findings);
    return findings.every((finding) => finding.ok) ? 0 : 1;
  },
};

function line({ ok, what, detail }: Finding): string {
  return `${ok ? styleText('green', 'ok ') : styleText('red', 'BAD')}  ${what.padEnd(12)}  ${detail}`;
}

async function folderFinding(folder: string): Promise<Finding> {
  try {
    await access(folder, constants.R_OK | constants.W_OK);
    if (!(await stat(folder)).isDirectory())
      return { what: 'data', ok: false, detail: `${folder} is not a folder: set FANFARE_DATA to one` };
    return { what: 'data', ok: true, detail: folder };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return { what: 'data', ok: true, detail: `${folder} does not exist yet; the first start makes it` };
    return {
      what: 'data',
      ok: false,
      detail: `${folder} cannot be written by this user: change its owner or set FANFARE_DATA`,
    };
  }
}

async function serviceFindings(environment: Record<string, string | undefined>): Promise<Finding[]> {
  return withServices(environment, async ({ contracts, instances, running }) => {
    const processes = running ? await processFindings(instances) : [];
    // What cannot be asked has been said above.
    if (processes.some(({ ok }) => !ok)) return processes;
    const groups = await contracts.server.groups({});
    const retries = await contracts.server.retries({});
    return [
      { what: 'server', ok: true, detail: running ? 'is running' : 'is not running' },
      ...processes,
      ...groups.map((group) => ({
        what: group.group,
        ok: group.paused === null,
        detail:
          group.paused === null
            ? `${count(group.lag, 'event')} behind`
            : `waits since ${new Date(group.paused.since).toISOString()}: ${group.paused.cause}`,
      })),
      {
        what: 'retries',
        ok: retries.length === 0,
        detail:
          retries.length === 0
            ? 'none'
            : `${count(retries.length, 'event')} failed: fanfare events list says which and why, fanfare events replay retries`,
      },
    ];
  });
}
