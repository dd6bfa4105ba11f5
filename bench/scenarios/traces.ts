import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compareServers } from '../harness/compare-servers.ts';
import type { Scenario } from '../harness/measure.ts';

/** What spans cost at the usual share, with a collector that takes them at once. */
export const traces: Scenario = async (bench) => {
  const collector = createServer((request, response) => {
    request.resume().on('end', () => response.end('{}'));
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
  try {
    return [
      await compareServers(bench, {
        name: 'home with traces, against the same without',
        having: { counted: true, settings },
        bare: { counted: true },
        goal: null,
      }),
    ];
  } finally {
    collector.close();
    collector.closeAllConnections();
  }
};
