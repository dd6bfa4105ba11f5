import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { freePorts } from './ports.ts';

test('no port is given twice, also to those who ask at once, and each can be bound', async (t) => {
  const ports = (await Promise.all(Array.from({ length: 40 }, () => freePorts(6)))).flat();
  assert.equal(new Set(ports).size, 240);
  for (const port of ports) {
    const server = createServer().listen(port, '127.0.0.1');
    t.after(() => server.close());
    await once(server, 'listening');
  }
});

test('what another process was given is free for it as long as it lives, although it has bound nothing yet', async (t) => {
  const script = `
    import { freePorts } from ${JSON.stringify(new URL('ports.ts', import.meta.url).href)};
    process.stdin.resume();
    console.log(JSON.stringify(await freePorts(60)));`;
  const given = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      t.after(() => child.kill());
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      return JSON.parse(line.toString()) as number[];
    }),
  );
  const all = [...given.flat(), ...(await freePorts(60))];
  assert.equal(new Set(all).size, all.length);
});
