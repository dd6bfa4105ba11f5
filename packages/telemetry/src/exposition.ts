/** The text that Prometheus reads, written by prom-client, which also says how the process is. Loaded with the first look. */
import type { RegistryContentType } from 'prom-client';
import type { Labels } from './metrics.ts';

export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: readonly FamilySample[];
}

export interface FamilySample {
  /** Where it is not the family's: of histograms. */
  readonly name?: string;
  readonly labels: Labels;
  readonly value: number;
  readonly exemplar?: { readonly trace: string; readonly value: number; readonly at: number };
}

export interface Writer {
  write(families: readonly Family[], accept: string): Promise<{ text: string; contentType: string }>;
}

/** What the library's types leave out: its own metrics, as the registry asks them. */
interface Asked {
  get(): Promise<
    Pick<Family, 'name' | 'help' | 'type'> & {
      values: readonly { metricName?: string; labels: Labels; value: number }[];
    }
  >;
}

export async function openWriter(): Promise<Writer> {
  const { collectDefaultMetrics, Registry } = await import('prom-client');
  type Metric = Parameters<InstanceType<typeof Registry>['registerMetric']>[0];
  const own = new Registry();
  collectDefaultMetrics({ register: own });

  async function ofProcess(): Promise<Family[]> {
    const all = own.getMetricsAsArray() as unknown as readonly Asked[];
    const found = await Promise.all(all.map((metric) => metric.get()));
    return found.map(({ name, help, type, values }) => ({
      ...{ name, help, type },
      samples: values.map(({ metricName, labels, value }) => ({
        ...{ labels, value },
        ...(metricName === undefined ? {} : { name: metricName }),
      })),
    }));
  }

  return {
    async write(families, accept) {
      // One for each answer: in OpenMetrics the library changes the names of what it holds.
      const registry = new Registry<RegistryContentType>();
      if (accept.includes('application/openmetrics-text'))
        registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
      for (const { name, help, type, samples } of [...families, ...(await ofProcess())]) {
        if (samples.length === 0) continue;
        const metric = {
          name,
          async get() {
            return { name: metric.name, help, type, values: samples.map(asLibrary) };
          },
          type,
        };
        registry.registerMetric(metric as unknown as Metric);
      }
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}

/** As the library's own metrics hand theirs over. */
function asLibrary({ name, labels, value, exemplar }: FamilySample) {
  return {
    ...(name === undefined ? {} : { metricName: name }),
    ...{ labels, value },
    ...(exemplar === undefined
      ? {}
      : {
          exemplar: {
            labelSet: { trace_id: exemplar.trace },
            value: exemplar.value,
            timestamp: exemplar.at / 1000,
          },
        }),
  };
}
