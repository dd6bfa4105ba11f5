/** Where the time of a profile went: by package, by function alone, and by our own functions with what they call. */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CpuProfile, ProfileNode } from './inspector.ts';

export interface Share {
  name: string;
  /** Of the time in which the process did anything. */
  share: number;
}

export interface Summary {
  groups: Share[];
  functions: Share[];
  /** Our own functions, with everything below them. */
  whole: Share[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const resting = new Set(['(idle)', '(program)', '(root)']);

export function summarize(profile: CpuProfile): Summary {
  const self = selfTimes(profile);
  const parents = new Map<number, ProfileNode>();
  for (const node of profile.nodes) for (const below of node.children ?? []) parents.set(below, node);
  const groups = new Map<string, number>();
  const functions = new Map<string, number>();
  const whole = new Map<string, number>();
  let total = 0;
  for (const node of profile.nodes) {
    const time = self.get(node.id) ?? 0;
    if (time === 0 || resting.has(node.callFrame.functionName)) continue;
    total += time;
    add(groups, groupOf(node, parents), time);
    add(functions, nameOf(node), time);
    for (const name of ownAbove(node, parents)) add(whole, name, time);
  }
  return { groups: shares(groups, total), functions: shares(functions, total), whole: shares(whole, total) };
}

function selfTimes({ samples, timeDeltas }: CpuProfile): Map<number, number> {
  const times = new Map<number, number>();
  for (const [index, id] of samples.entries()) add(times, id, timeDeltas[index + 1] ?? 0);
  return times;
}

/** Each of our functions on the stack once, however often it stands there. */
function ownAbove(node: ProfileNode, parents: ReadonlyMap<number, ProfileNode>): Set<string> {
  const names = new Set<string>();
  for (let at: ProfileNode | undefined = node; at !== undefined; at = parents.get(at.id)) {
    if (/^file:.*\/(packages|services|apps)\//.test(at.callFrame.url)) names.add(nameOf(at));
  }
  return names;
}

/** Code of the engine without a file counts with who called it, but for SQLite and the collector of garbage. */
function groupOf(node: ProfileNode, parents: ReadonlyMap<number, ProfileNode>): string {
  const { functionName, url } = node.callFrame;
  if (functionName === '(garbage collector)') return 'garbage collector';
  if (url !== '') return packageOf(url);
  const caller = parents.get(node.id);
  if (caller === undefined) return 'engine';
  if (/\/sql\/src\/sqlite\//.test(caller.callFrame.url) && /^(all|run|get|exec|prepare)$/.test(functionName))
    return 'SQLite itself';
  return groupOf(caller, parents);
}

function packageOf(url: string): string {
  if (url.startsWith('node:')) return `Node (${url.slice(5).split('/').slice(0, 2).join('/')})`;
  if (!url.startsWith('file:')) return 'engine';
  const path = relative(root, fileURLToPath(url));
  const library = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  return library ?? path.split('/').slice(0, 2).join('/');
}

function nameOf({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return `${name} (engine)`;
  const place = url.startsWith('file:') ? relative(root, fileURLToPath(url)) : url;
  return `${name} ${place.replace(/^node_modules\//, '')}:${lineNumber + 1}`;
}

function add<Key>(to: Map<Key, number>, key: Key, time: number): void {
  to.set(key, (to.get(key) ?? 0) + time);
}

function shares(times: ReadonlyMap<string, number>, total: number): Share[] {
  return [...times]
    .map(([name, time]) => ({ name, share: time / total }))
    .sort((one, other) => other.share - one.share);
}
