/** What a Prometheus answers, in the shapes that tests read. */
export interface Sample {
  labels: Record<string, string>;
  value: number;
}

export interface Series {
  labels: Record<string, string>;
  /** at: ms since epoch */
  points: { at: number; value: number }[];
}

export interface Alert {
  name: string;
  state: 'pending' | 'firing';
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** Since when its condition holds, ms since epoch. */
  since: number;
}

export function prometheusApi(url: string) {
  /** @throws Error with what Prometheus said of the expression */
  async function ask<T>(path: string, values: Record<string, string> = {}): Promise<T> {
    const response = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(values)}`);
    const body = (await response.json()) as { status: string; data: T; error?: string };
    if (body.status !== 'success') throw new Error(`${values.query ?? path}: ${body.error}`);
    return body.data;
  }

  return {
    async query(expression: string): Promise<Sample[]> {
      const data = await ask<Answer>('query', { query: expression });
      if (data.resultType === 'scalar') return [{ labels: {}, value: Number(data.result[1]) }];
      return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
    },
    async queryRange(expression: string, from: number, until: number, step: number): Promise<Series[]> {
      const data = await ask<{ result: { metric: Labels; values: Point[] }[] }>('query_range', {
        query: expression,
        start: String(from / 1000),
        end: String(until / 1000),
        step: String(step),
      });
      return data.result.map(({ metric, values }) => ({
        labels: metric,
        points: values.map(([at, value]) => ({ at: at * 1000, value: Number(value) })),
      }));
    },
    async alerts(): Promise<Alert[]> {
      const { alerts } = await ask<{ alerts: RawAlert[] }>('alerts');
      return alerts.map(({ labels, annotations, state, activeAt }) => ({
        name: labels.alertname ?? '',
        state,
        labels,
        annotations,
        since: Date.parse(activeAt),
      }));
    },
  };
}

type Labels = Record<string, string>;
/** Seconds since epoch, and the value as text: it may be NaN or +Inf. */
type Point = [number, string];
type Answer =
  | { resultType: 'vector'; result: { metric: Labels; value: Point }[] }
  | { resultType: 'scalar'; result: Point };

interface RawAlert {
  labels: Labels;
  annotations: Labels;
  state: 'pending' | 'firing';
  activeAt: string;
}
