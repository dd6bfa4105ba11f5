// Known holes in what people run: node tools/audit.ts. A registry that does not answer is said, never a failure.
import { spawn } from 'node:child_process';
import { root } from './files.ts';

interface Report {
  vulnerabilities: Record<string, { severity: string; range: string; via: unknown[] }>;
}

const stopsUs = new Set(['high', 'critical']);

const output = await new Promise<string>((resolve) => {
  const npm = spawn('npm', ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=15000'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  });
  let text = '';
  npm.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  npm.on('error', () => resolve(''));
  npm.on('close', () => resolve(text));
});

const report = parse(output);
if (!report) {
  console.log('not done: the registry did not answer the audit request');
} else {
  const found = Object.entries(report.vulnerabilities).filter(([, { severity }]) => stopsUs.has(severity));
  for (const [name, { severity, range, via }] of found) {
    console.log(`${name} ${range}: ${severity}: ${via.map(titleOf).join('; ')}`);
  }
  const all = Object.keys(report.vulnerabilities).length;
  console.log(`${found.length} high or critical of ${all} known holes in what people run`);
  process.exitCode = found.length > 0 ? 1 : 0;
}

function parse(text: string): Report | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    const answered = typeof parsed === 'object' && parsed !== null && 'vulnerabilities' in parsed;
    return answered ? (parsed as Report) : undefined;
  } catch {
    return undefined; // no network, or npm's words instead of a report
  }
}

function titleOf(via: unknown): string {
  return typeof via === 'object' && via !== null && 'title' in via ? String(via.title) : String(via);
}
