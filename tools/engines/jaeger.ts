import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { goBuild } from './registries.ts';
import { run } from './run.ts';

const VERSION = 'v1.76.0';

/** It replaces a module, so it is built from a go.mod of ours: its own, which it requires. */
const program = async () => {
  const folder = await goBuild(
    `jaeger-${VERSION}`,
    join(import.meta.dirname, 'jaeger'),
    'github.com/jaegertracing/jaeger/cmd/all-in-one',
  );
  return join(folder, 'all-in-one');
};

export const jaeger: Engine = {
  name: 'jaeger',
  about: 'Jaeger, all in one, which keeps traces in memory',

  async install() {
    await program();
  },

  version: async () =>
    `jaeger ${/v\d+\.\d+\.\d+/.exec(await run(await program(), ['version']))?.[0] ?? VERSION}`,

  /** The URL takes OTLP over HTTP, as OTEL_EXPORTER_OTLP_ENDPOINT has it; the page and the API are elsewhere. */
  async plan({ ports }) {
    // All are named, or it takes its usual ones.
    const [otlp = 0, query = 0, ...others] = await ports(OTHERS.length + 2);
    const at = (flag: string, port: number) => `--${flag}.host-port=127.0.0.1:${port}`;
    return {
      url: `http://127.0.0.1:${otlp}`,
      page: `http://127.0.0.1:${query}`,
      programs: [
        {
          name: 'jaeger',
          command: await program(),
          args: [
            ...['--collector.otlp.enabled=true', '--memory.max-traces=50000', '--log-level=warn'],
            at('collector.otlp.http', otlp),
            at('query.http-server', query),
            ...OTHERS.map((flag, index) => at(flag, others[index] ?? 0)),
          ],
          env: { SPAN_STORAGE_TYPE: 'memory' },
          // Nothing is to be saved, and it takes ten seconds to find that out.
          stopSignal: 'SIGKILL',
          ready: async () => (await fetch(`http://127.0.0.1:${query}/api/services`)).ok,
        },
      ],
    };
  },
};

const OTHERS = [
  'collector.otlp.grpc',
  'collector.grpc-server',
  'collector.http-server',
  'query.grpc-server',
  'admin.http',
];
