/** How posts come into homes, and whether homes are right. */
import type { DashboardDefinition } from './definition.ts';
import { medianAndSlowest, quantile, rate, share, shared } from './query.ts';

const lookups = 'fanfare_cache_lookups_total';
const rebuilding = 'fanfare_timeline_rebuild_duration_seconds';

export const fanout: DashboardDefinition = {
  uid: 'fanfare-fanout',
  title: 'Fanfare: fan-out and timelines',
  description: 'Are posts carried into homes as fast as they come, and is every home what it should be?',
  rows: [
    {
      title: 'Does it keep up, and is it right?',
      panels: [
        {
          kind: 'number',
          title: 'Wrong homes',
          description:
            'The auditor compares homes with the truth; this share of them lacked something. It must be 0. Otherwise: `fanfare timeline audit` names them, `fanfare timeline rebuild` makes them anew.',
          runbook: 'timelines-wrong',
          unit: 'percentunit',
          limits: { doubtful: 1e-6, bad: 1e-6 },
          queries: [{ expr: 'max(fanfare_timeline_audit_error_rate)', legend: 'wrong' }],
        },
        {
          kind: 'number',
          title: 'Posts on their way',
          description: 'Published, and not yet in the list of every follower. Reads merge them meanwhile.',
          unit: 'short',
          limits: { doubtful: 200, bad: 2000 },
          queries: [{ expr: shared('fanfare_fanout_open'), legend: 'posts' }],
        },
        {
          kind: 'number',
          title: 'The oldest of them',
          description:
            'Since its publication. Rising with time: fanout or timeline stands still (Fanfare: event log).',
          runbook: 'fanout-unfinished',
          unit: 's',
          limits: { doubtful: 60, bad: 600 },
          queries: [{ expr: shared('fanfare_fanout_open_oldest_seconds'), legend: 'age' }],
        },
        {
          kind: 'number',
          title: 'Behind',
          description: 'The age of the oldest event that fanout or timeline has not handled.',
          runbook: 'consumer-falls-behind',
          unit: 's',
          limits: { doubtful: 30, bad: 120 },
          queries: [
            {
              expr: shared('fanfare_consumer_lag_seconds', '', 'group=~"fanout|timeline"'),
              legend: 'lag',
            },
          ],
        },
        {
          kind: 'number',
          title: 'Homes from their list',
          description:
            'Reads of home that found a usable list. The others build it first, in some milliseconds.',
          unit: 'percentunit',
          max: 1,
          limits: { doubtful: 0.8, bad: 0.3 },
          queries: [{ expr: share(lookups, '', 'result="hit"', 'cache="home"'), legend: 'hits' }],
        },
        {
          kind: 'number',
          title: 'A list is built within',
          description: 'p99. This is what somebody waits who returns after a year.',
          unit: 's',
          limits: { doubtful: 0.25, bad: 1 },
          queries: [{ expr: quantile(0.99, rebuilding), legend: 'p99' }],
        },
      ],
    },
    {
      title: 'Delivery',
      panels: [
        {
          kind: 'graph',
          title: 'Posts by mode',
          description:
            "`push`: put into every follower's list. `pull`: from authors above PUSH_FOLLOWER_LIMIT, merged when read.",
          unit: 'cps',
          queries: [{ expr: rate('fanfare_fanout_posts_total', 'mode'), legend: '{{mode}}' }],
        },
        {
          kind: 'graph',
          title: 'Deliveries',
          description: 'Places in lists, one for each post and recipient.',
          unit: 'cps',
          queries: [{ expr: rate('fanfare_timeline_deliveries_total'), legend: 'deliveries' }],
        },
        {
          kind: 'graph',
          title: 'On their way, and their age',
          description:
            'Many and young: somebody with many followers posts. Few and old: a slice fails (Fanfare: event log, retries).',
          unit: 'short',
          queries: [
            { expr: shared('fanfare_fanout_open'), legend: 'posts' },
            { expr: shared('fanfare_fanout_open_oldest_seconds'), legend: 'seconds since the oldest' },
          ],
        },
      ],
    },
    {
      title: 'Lists and whether they are right',
      panels: [
        {
          kind: 'graph',
          title: 'Lists built, by reason',
          description:
            '`absent`: somebody returns. `view_version`: somebody follows, blocks or mutes. `server_changed`: the cache lost what it had; a wave of these is that cache coming back.',
          unit: 'cps',
          queries: [{ expr: rate('fanfare_timeline_rebuilds_total', 'reason'), legend: '{{reason}}' }],
        },
        {
          kind: 'graph',
          title: 'Time to build a list',
          description:
            'Does not grow with follows or history. If it does, the database misses an index or is busy.',
          unit: 's',
          queries: medianAndSlowest(rebuilding, ''),
        },
        {
          kind: 'graph',
          title: 'Cache hits',
          description:
            'Share of look-ups that found what they asked for, by cache. Low after a start; low for long: the cache is too small, or something changes its key.',
          unit: 'percentunit',
          max: 1,
          queries: [{ expr: share(lookups, 'cache', 'result="hit"'), legend: '{{cache}}' }],
        },
        {
          kind: 'graph',
          title: 'Homes compared with the truth',
          description:
            'By the auditor, and those among them that lacked something. No comparisons: the auditor does not run.',
          unit: 'cps',
          queries: [
            { expr: rate('fanfare_timeline_audit_checked_total'), legend: 'compared' },
            { expr: rate('fanfare_timeline_audit_wrong_total'), legend: 'wrong' },
          ],
        },
      ],
    },
  ],
};
