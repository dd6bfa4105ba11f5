/** What the load generator is asked to do, and what it answers. */

export interface Call {
  method: 'GET' | 'POST';
  path: string;
  token: string;
  /** Sent as JSON. */
  body?: object;
}

export interface LoadJob {
  url: string;
  /** One connection each; it repeats its calls in turn, the next when the last was answered. */
  connections: Call[][];
  /** Ends after so many ms, or after so many calls on all connections together. */
  until: { ms: number } | { calls: number };
}

export interface LoadResult {
  calls: number;
  seconds: number;
  /** Answers that were not 2xx; the status of the first one. */
  failed: number;
  firstFailure: number | null;
}
