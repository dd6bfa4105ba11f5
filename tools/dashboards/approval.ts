/** Posts that wait for a reviewer. */
import type { DashboardDefinition } from './definition.ts';
import { medianAndSlowest, quantile, rate, rateOrZero, shared } from './query.ts';

const decisions = 'fanfare_submission_decisions_total';
const wait = 'fanfare_submission_wait_seconds';
const delivery = 'fanfare_delivery_seconds';
const routes = 'route=~"/api/v1/admin/submissions.*"';

export const approval: DashboardDefinition = {
  uid: 'fanfare-approval',
  title: 'Fanfare: approval',
  description: 'Do reviewers keep up, and is what they approve seen at once?',
  from: 'now-6h',
  rows: [
    {
      title: 'Do reviewers keep up?',
      panels: [
        {
          kind: 'number',
          title: 'Waiting',
          description: 'Posts and edits without a decision.',
          unit: 'short',
          limits: { doubtful: 50, bad: 500 },
          queries: [{ expr: shared('fanfare_submissions_waiting'), legend: 'waiting' }],
        },
        {
          kind: 'number',
          title: 'The oldest has waited',
          description:
            'Somebody looks at an unanswered post for that long. More reviewers, or a policy that holds less (`docs/approval.md`).',
          runbook: 'submissions-wait',
          unit: 's',
          limits: { doubtful: 14_400, bad: 86_400 },
          queries: [{ expr: shared('fanfare_submissions_oldest_seconds'), legend: 'oldest' }],
        },
        {
          kind: 'number',
          title: 'Decided in an hour',
          description: 'Approved and rejected, at the pace of now.',
          unit: 'short',
          queries: [
            {
              expr: `3600 * ${rateOrZero(decisions, '', 'decision=~"approved|rejected"')}`,
              legend: 'decisions',
            },
          ],
        },
        {
          kind: 'number',
          title: 'Half wait less than',
          description: 'From submission to decision.',
          unit: 's',
          limits: { doubtful: 3600, bad: 43_200 },
          queries: [{ expr: quantile(0.5, wait), legend: 'p50' }],
        },
        {
          kind: 'number',
          title: 'Visible after approval within',
          description: 'p99 from the decision to the home of the last follower.',
          runbook: 'approved-posts-slow',
          unit: 's',
          limits: { doubtful: 2, bad: 10 },
          queries: [
            { expr: quantile(0.99, delivery, '', 'to="last_follower", origin="approved"'), legend: 'p99' },
          ],
        },
      ],
    },
    {
      title: 'What waits, and what is decided',
      panels: [
        {
          kind: 'graph',
          title: 'Waiting',
          description:
            'Sawtooth: reviewers come by and work it off. Rising from day to day: they do not keep up.',
          unit: 'short',
          queries: [{ expr: shared('fanfare_submissions_waiting'), legend: 'waiting' }],
        },
        {
          kind: 'graph',
          title: 'Decisions',
          description: 'An hour, by what was decided. `withdrawn`: the author took it back.',
          unit: 'short',
          stacked: true,
          queries: [{ expr: `3600 * ${rate(decisions, 'decision')}`, legend: '{{decision}}' }],
        },
        {
          kind: 'graph',
          title: 'Time to a decision',
          description:
            'p50 and p90, by decision. Buckets are a minute, five, an hour, four, twelve, a day, three.',
          unit: 's',
          queries: [
            { expr: quantile(0.5, wait, 'decision'), legend: '{{decision}}, p50' },
            { expr: quantile(0.9, wait, 'decision'), legend: '{{decision}}, p90' },
          ],
        },
      ],
    },
    {
      title: 'After the decision',
      panels: [
        {
          kind: 'graph',
          title: 'Until it is everywhere',
          description:
            'p99 from approval to the last follower, to sockets and to search. The first follower: Fanfare: people.',
          unit: 's',
          exemplars: true,
          queries: [
            {
              expr: quantile(0.99, delivery, 'to', 'origin="approved", to!="first_follower"'),
              legend: '{{to}}',
            },
          ],
        },
      ],
    },
    {
      title: "The reviewers' own routes",
      panels: [
        {
          kind: 'graph',
          title: 'Requests',
          description: 'Lists, single posts and decisions.',
          unit: 'reqps',
          queries: [
            {
              expr: rate('fanfare_http_requests_total', 'method, route', routes),
              legend: '{{method}} {{route}}',
            },
          ],
        },
        {
          kind: 'graph',
          title: 'Conflicts and failures',
          description:
            '409: somebody else was faster, or the author changed it meanwhile; nothing is decided twice. 5xx: ours.',
          unit: 'reqps',
          queries: [
            {
              expr: rateOrZero('fanfare_http_requests_total', '', 'status="409"', routes),
              legend: 'conflicts',
            },
            {
              expr: rateOrZero('fanfare_http_requests_total', '', 'status=~"5.[^1]"', routes),
              legend: 'failures',
            },
          ],
        },
        {
          kind: 'graph',
          title: 'Time to answer',
          description: 'All these routes.',
          unit: 's',
          exemplars: true,
          queries: medianAndSlowest('fanfare_http_request_duration_seconds', routes),
        },
      ],
    },
  ],
};
