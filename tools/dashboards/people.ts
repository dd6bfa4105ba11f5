/** What people feel. */
import type { DashboardDefinition, PanelDefinition } from './definition.ts';
import { people as byPeople, medianAndSlowest, quantile, rate, rateOrZero, share } from './query.ts';

const requests = 'fanfare_http_requests_total';
const durations = 'fanfare_http_request_duration_seconds';
const delivery = 'fanfare_delivery_seconds';

const routes = {
  home: 'method="GET", route="/api/v1/timelines/home"',
  thread: 'method="GET", route="/api/v1/statuses/:id/context"',
  notifications: 'method="GET", route="/api/v1/notifications"',
  post: 'method="POST", route="/api/v1/statuses"',
};

const arrival = (to: string, origin = 'posted') => `to="${to}", origin="${origin}"`;

export const people: DashboardDefinition = {
  uid: 'fanfare-people',
  title: 'Fanfare: people',
  description: 'Are people served, how long do they wait, and do their posts arrive?',
  rows: [
    {
      title: 'Are people served?',
      panels: [
        {
          kind: 'number',
          title: 'Served',
          description:
            'Requests of people that did not fail for a reason of ours (5xx), as a share. Below 99.9 %: "Failed, by service" says where. What the gateway itself answers because no instance is there is not in here: look whether all instances are up (Fanfare: a service).',
          runbook: 'error-budget-burns-fast',
          unit: 'percentunit',
          max: 1,
          limits: { doubtful: 0.999, bad: 0.99 },
          queries: [{ expr: `1 - ${share(requests, '', 'status=~"5.[^1]"', byPeople)}`, legend: 'served' }],
        },
        {
          kind: 'number',
          title: 'Home, slowest in a hundred',
          description: 'p99 of the home timeline, the page that people look at most.',
          runbook: 'home-slow',
          unit: 's',
          limits: { doubtful: 0.25, bad: 1 },
          queries: [{ expr: quantile(0.99, durations, '', routes.home), legend: 'p99' }],
        },
        {
          kind: 'number',
          title: 'Followers have it within',
          description:
            'p99 from accepting a post to its place in the home of the last follower. Homes are complete all the same: a read merges what is still on its way.',
          runbook: 'delivery-slow',
          unit: 's',
          limits: { doubtful: 5, bad: 30 },
          queries: [{ expr: quantile(0.99, delivery, '', arrival('last_follower')), legend: 'p99' }],
        },
        {
          kind: 'number',
          title: 'Live within',
          description: 'p99 from accepting a post to the frame on an open socket. The goal is 30 ms.',
          runbook: 'live-updates-slow',
          unit: 's',
          limits: { doubtful: 0.1, bad: 5 },
          queries: [{ expr: quantile(0.99, delivery, '', arrival('socket')), legend: 'p99' }],
        },
        {
          kind: 'number',
          title: 'Open sockets',
          description:
            'People who see posts without asking. A sudden fall without a deployment: connections are cut on the way, or notification is away.',
          unit: 'short',
          queries: [{ expr: 'sum(fanfare_stream_sockets)', legend: 'sockets' }],
        },
        {
          kind: 'number',
          title: 'Alerts',
          description:
            'Firing now. Which, and what to do: Prometheus or Alertmanager; each leads to its runbook.',
          unit: 'short',
          limits: { doubtful: 1, bad: 1 },
          // No series is what Prometheus says when none fires.
          queries: [{ expr: 'count(ALERTS{alertstate="firing"}) or vector(0)', legend: 'firing' }],
        },
      ],
    },
    {
      title: 'Answers',
      panels: [
        {
          kind: 'graph',
          title: 'Requests by how they ended',
          description:
            'Answered (below 400), refused (4xx: the reason is the client) and failed (5xx: the reason is ours).',
          unit: 'reqps',
          stacked: true,
          queries: [
            { expr: rateOrZero(requests, '', 'status=~"[123].."', byPeople), legend: 'answered' },
            { expr: rateOrZero(requests, '', 'status=~"4.."', byPeople), legend: 'refused' },
            { expr: rateOrZero(requests, '', 'status=~"5.[^1]"', byPeople), legend: 'failed' },
          ],
        },
        {
          kind: 'graph',
          title: 'Failed, by service',
          description:
            'Share of 5xx answers among those of each service. 503 alone: an engine or another service is away, and what needs it says so. 500: an error with its cause in the log. A click opens the service.',
          runbook: 'error-budget-burns-slowly',
          unit: 'percentunit',
          limits: { doubtful: 0.001, bad: 0.01 },
          queries: [
            { expr: share(requests, 'service', 'status=~"5.[^1]"', byPeople), legend: '{{service}}' },
          ],
          opens: {
            title: 'This service',
            url: '/d/fanfare-service?var-service=${__field.labels.service}&${__url_time_range}',
          },
        },
        {
          kind: 'graph',
          title: 'Refusals, by reason',
          description:
            'The ten most frequent codes of the error catalogue. Many `unauthenticated` after a deployment: tokens are refused. Many `rate_limited`: somebody hurries, or the limits are too tight.',
          unit: 'reqps',
          queries: [{ expr: `topk(10, ${rate('fanfare_http_refusals_total', 'code')})`, legend: '{{code}}' }],
        },
      ],
    },
    {
      title: 'How long people wait',
      panels: [
        waiting(
          'Home timeline',
          'Rises with cold lists (Fanfare: fan-out) and with the database.',
          routes.home,
        ),
        waiting('Thread', 'A post with what stands above and below it.', routes.thread),
        waiting(
          'Notifications',
          'Needs notification, and read for what they speak of.',
          routes.notifications,
        ),
        waiting('Posting', 'Until the post is on disk and cannot be lost.', routes.post),
      ],
    },
    {
      title: 'Until a post arrives',
      panels: [
        arriving(
          'At followers',
          'From accepting a post to its place in the home of the first and the last follower. The last one rises with the number of followers and with lag (Fanfare: event log).',
          [
            ...medianAndSlowest(delivery, arrival('first_follower'), 'first'),
            ...medianAndSlowest(delivery, arrival('last_follower'), 'last'),
          ],
        ),
        arriving(
          'On sockets',
          'From accepting a post to the frame. Rises with the lag of `notification`, and where broadcasts are lost and it polls.',
          medianAndSlowest(delivery, arrival('socket')),
        ),
        arriving(
          'In search',
          'From accepting a post to finding it. The goal is a second; more: the lag of `search`, or Elasticsearch is busy.',
          medianAndSlowest(delivery, arrival('search')),
          'search-stale',
        ),
        arriving(
          'After a decision',
          'From approving a post to its place in the home of the first follower. How long it waited for the decision: Fanfare: approval.',
          medianAndSlowest(delivery, arrival('first_follower', 'approved')),
          'approved-posts-slow',
        ),
      ],
    },
    {
      title: 'Live',
      panels: [
        {
          kind: 'graph',
          title: 'Sockets',
          description: 'Open ones by how they are carried.',
          unit: 'short',
          stacked: true,
          queries: [{ expr: 'sum by (transport) (fanfare_stream_sockets)', legend: '{{transport}}' }],
        },
        {
          kind: 'graph',
          title: 'Frames',
          description: 'Sent to sockets, by event.',
          unit: 'cps',
          queries: [{ expr: rate('fanfare_stream_frames_total', 'event'), legend: '{{event}}' }],
        },
        {
          kind: 'graph',
          title: 'Sockets cut and come back',
          description:
            'Cut by us, by reason (`slow`: the reader did not keep up; `drain`: the instance stopped), and those that came back: `resumed` got what they missed, `resync` had been away too long and load anew.',
          runbook: 'sockets-cut-slow',
          unit: 'cps',
          queries: [
            { expr: rate('fanfare_stream_cut_total', 'reason'), legend: 'cut: {{reason}}' },
            { expr: rate('fanfare_stream_resumes_total', 'result'), legend: '{{result}}' },
          ],
        },
        {
          kind: 'graph',
          title: 'Notifications',
          description:
            'Made, by type. None at all while people favourite and follow: `notification` is behind.',
          unit: 'cps',
          queries: [{ expr: rate('fanfare_notifications_total', 'type'), legend: '{{type}}' }],
        },
      ],
    },
    {
      title: 'Coming in',
      panels: [
        {
          kind: 'graph',
          title: 'Sign-ins',
          description:
            'Many `refused`: somebody tries passwords. Many `limited`: and is held off. No `ok` while there are refusals: the identity store.',
          runbook: 'passwords-guessed',
          unit: 'cps',
          queries: [{ expr: rate('fanfare_sign_ins_total', 'result'), legend: '{{result}}' }],
        },
        {
          kind: 'graph',
          title: 'Registrations',
          description: 'New accounts, and those that were refused (name taken, sign-up closed, unusable).',
          unit: 'cps',
          queries: [{ expr: rate('fanfare_registrations_total', 'result'), legend: '{{result}}' }],
        },
        {
          kind: 'graph',
          title: 'Token checks',
          description:
            '`undecided` is answered 503, never 401: the cache did not know the token and auth could not be asked. Nobody is logged out by that, and nobody gets in either.',
          unit: 'cps',
          queries: [{ expr: rate('fanfare_token_checks_total', 'result'), legend: '{{result}}' }],
        },
        {
          kind: 'graph',
          title: 'Held off by rate limits',
          description: 'Requests beyond their limit, by class of route.',
          unit: 'cps',
          queries: [{ expr: rate('fanfare_rate_limited_total', 'class'), legend: '{{class}}' }],
        },
      ],
    },
  ],
};

function waiting(title: string, description: string, route: string): PanelDefinition {
  return {
    kind: 'graph',
    title,
    description: `${description} p50: half wait less; p99: one in a hundred waits longer. A point leads to the trace of that request.`,
    unit: 's',
    exemplars: true,
    queries: medianAndSlowest(durations, route),
  };
}

function arriving(
  title: string,
  description: string,
  queries: PanelDefinition['queries'],
  runbook?: string,
): PanelDefinition {
  return { kind: 'graph', title, description, runbook, unit: 's', exemplars: true, queries };
}
