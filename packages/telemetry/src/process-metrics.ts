/** What dashboards for Node expect under these names, measured when somebody looks. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Metrics } from './metrics.ts';

export function processMetrics(metrics: Metrics): void {
  // Sampling the loop costs a timer, so it begins with the first look.
  let delay: ReturnType<typeof monitorEventLoopDelay> | null = null;
  const mean = () => {
    if (delay === null) {
      delay = monitorEventLoopDelay({ resolution: 20 });
      delay.enable();
      return [];
    }
    const samples = [
      { labels: { quantile: '0.5' }, value: delay.percentile(50) / 1e9 },
      { labels: { quantile: '0.99' }, value: delay.percentile(99) / 1e9 },
      { labels: { quantile: '1' }, value: delay.max / 1e9 },
    ];
    delay.reset();
    return samples.filter((sample) => Number.isFinite(sample.value));
  };
  metrics.observe(
    'process_cpu_user_seconds_total',
    'User CPU time in seconds',
    () => process.cpuUsage().user / 1e6,
  );
  metrics.observe(
    'process_cpu_system_seconds_total',
    'System CPU time in seconds',
    () => process.cpuUsage().system / 1e6,
  );
  metrics.observe('process_resident_memory_bytes', 'Resident memory', () => process.memoryUsage.rss());
  metrics.observe('nodejs_heap_size_used_bytes', 'Used heap', () => process.memoryUsage().heapUsed);
  metrics.observe(
    'process_start_time_seconds',
    'Start of the process since 1970',
    () => performance.timeOrigin / 1000,
  );
  metrics.observe('nodejs_eventloop_lag_seconds', 'Delay of the event loop since the last look', mean);
  metrics.observe('nodejs_version_info', 'Version of Node', () => [
    { labels: { version: process.version }, value: 1 },
  ]);
}
