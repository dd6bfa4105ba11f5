/** A running NGINX with the configuration under test, before instances that say what reached them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts, nginxProgram } from '@fanfare/engines';
import { nginxConfiguration } from './configuration.ts';
import type { Entry } from './maps.ts';
import { answering } from './maps.ts';

export interface Instance {
  /** `auth 1` */
  name: string;
  address: string;
  /** What reached it. */
  seen: { method: string; url: string; headers: IncomingMessage['headers']; bytes: number }[];
  /** It breaks the connection when it has read a request. */
  breaks: boolean;
  /** It answers 404. */
  lacks: boolean;
  server: Server;
  refuse(): Promise<void>;
  /** Again, where it was. */
  listen(): Promise<void>;
}

export interface TestGateway {
  url: string;
  instances: readonly Instance[];
  of(service: string): readonly Instance[];
  seenBy(service: string): Instance['seen'];
  log(): Promise<string>;
  stop(): Promise<void>;
}

export async function testGateway(
  routes: readonly Entry[],
  options: { trusted?: readonly string[] } = {},
): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-gateway-'));
  await chmod(folder, 0o755);
  const names = answering(routes);
  const instances = await Promise.all(
    names.flatMap((service) => [instance(`${service} 1`), instance(`${service} 2`)]),
  );
  const of = (service: string) => instances.filter(({ name }) => name.startsWith(`${service} `));
  const [port = 0] = await freePorts(1);
  const log = join(folder, 'access.log');
  const configuration = nginxConfiguration(routes, {
    ...options,
    listen: `127.0.0.1:${port}`,
    upstreams: new Map(names.map((name) => [name, of(name).map(({ address }) => address)])),
    log,
  });
  await writeFile(join(folder, 'nginx.conf'), configuration);
  const said = openSync(join(folder, 'said'), 'a');
  const nginx = spawn(
    await nginxProgram(),
    ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')],
    { stdio: ['ignore', said, said] },
  );
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${url}/metrics`).then(Boolean, () => false))) {
    if (nginx.exitCode !== null) throw new Error(await readFile(join(folder, 'said'), 'utf8'));
    await pause(20);
  }
  return {
    url,
    instances,
    of,
    seenBy: (service) => of(service).flatMap(({ seen }) => seen),
    log: () => readFile(log, 'utf8'),
    async stop() {
      nginx.kill('SIGTERM');
      await once(nginx, 'exit');
      await Promise.all(instances.map((one) => one.refuse()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function instance(name: string): Promise<Instance> {
  const sockets = new Set<Socket>();
  const server = createServer(async (request, response) => {
    let bytes = 0;
    for await (const chunk of request) bytes += chunk.length;
    one.seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, bytes });
    if (one.breaks) request.socket.destroy();
    else answer(name, request, response, one.lacks);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request, socket) => {
    one.seen.push({ method: 'UPGRADE', url: request.url ?? '', headers: request.headers, bytes: 0 });
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const one: Instance = {
    name,
    address: `127.0.0.1:${port}`,
    seen: [],
    breaks: false,
    lacks: false,
    server,
    async refuse() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async listen() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
  return one;
}

function answer(name: string, request: IncomingMessage, response: ServerResponse, lacks: boolean): void {
  if (request.headers.accept === 'text/event-stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(':thump\n\n'); // and nothing more
    return;
  }
  const status = Number(request.headers['x-test-status'] ?? (lacks ? 404 : 200));
  response.writeHead(status, { 'content-type': 'application/json', 'x-served-by': name });
  response.end(JSON.stringify({ name, filler: 'x'.repeat(2_000) }));
}
