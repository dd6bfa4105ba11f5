/** Rows of the log as what their listeners may see at this moment: each row asked about once for all of them. */
import type { StreamRow } from '../domain/match.ts';
import { matches } from '../domain/match.ts';
import { dress } from '../flows/list.ts';
import type { NotificationNeeds } from '../needs.ts';
import { standing } from '../store/notifications.ts';
import type { People } from './people.ts';
import type { Subscription } from './session.ts';
import { mayHear } from './session.ts';

export interface Delivery {
  subscription: Subscription;
  event: string;
  payload: string;
  id: number;
}

type Payloads = (row: StreamRow, subscription: Subscription) => string | null;

/**
 * What goes to whom, in the order of the rows.
 * @throws engine_away when it cannot be told who may see what; nothing may be sent then
 */
export async function deliveriesOf(
  needs: NotificationNeeds,
  people: People,
  rows: readonly StreamRow[],
  subscriptions: readonly Subscription[],
): Promise<Delivery[]> {
  if (subscriptions.length === 0) return [];
  const accounts = [...new Set(subscriptions.map(({ session }) => session.accountId))];
  const ears = await people.ears(accounts);
  const targets = rows.map((row) =>
    subscriptions.filter((subscription) => {
      const { session, channel, from } = subscription;
      const own = ears.get(session.accountId);
      return (
        own !== undefined && row.number > from && mayHear(session, row.event) && matches(row, channel, own)
      );
    }),
  );
  const told = await notificationPayloads(needs, rows, targets);
  const perRow = await Promise.all(
    rows.map((row, index) => rowDeliveries(needs, row, targets[index] ?? [], told)),
  );
  return perRow.flat();
}

async function rowDeliveries(
  needs: NotificationNeeds,
  row: StreamRow,
  targets: readonly Subscription[],
  told: Payloads,
): Promise<Delivery[]> {
  if (targets.length === 0) return [];
  const payloads = await payloadsOf(needs, row, targets, told);
  return targets.flatMap((subscription) => {
    const payload = payloads(row, subscription);
    return payload === null ? [] : [{ subscription, event: row.event, payload, id: row.number }];
  });
}

async function payloadsOf(
  needs: NotificationNeeds,
  row: StreamRow,
  targets: readonly Subscription[],
  told: Payloads,
): Promise<Payloads> {
  switch (row.event) {
    case 'update':
    case 'status.update':
      return statusPayloads(needs, row, targets);
    case 'notification':
      return told;
    case 'delete':
      return () => String(row.statusId ?? row.data.submission_id);
    case 'resync':
      return () => '{}';
    case 'heartbeat':
      return () => null;
  }
}

/** One question for everybody: the rules of home hold for the user's own stream, those of lists for the others. */
async function statusPayloads(
  needs: NotificationNeeds,
  row: StreamRow,
  targets: readonly Subscription[],
): Promise<Payloads> {
  if (row.statusId === null) return () => null;
  const viewers = new Map(
    targets.map((target) => [
      viewerKey(target),
      { account_id: target.session.accountId, home: isHome(target) },
    ]),
  );
  const asked = [...viewers.keys()];
  const answers = await needs.contracts.read.streamed({
    status_id: row.statusId,
    viewers: [...viewers.values()],
  });
  const payloads = new Map(asked.map((key, index) => [key, answers[index]?.payload ?? null]));
  return (_row, target) => payloads.get(viewerKey(target)) ?? null;
}

function viewerKey(target: Subscription): string {
  return `${target.session.accountId}:${isHome(target)}`;
}

function isHome({ channel }: Subscription): boolean {
  return channel.name === 'user';
}

/** Notifications of all rows, one question per recipient. What was dismissed meanwhile is not sent. */
async function notificationPayloads(
  needs: NotificationNeeds,
  rows: readonly StreamRow[],
  targets: readonly (readonly Subscription[])[],
): Promise<Payloads> {
  const wanted = rows.flatMap((row, index) => (targets[index]?.length ? (row.notificationId ?? []) : []));
  const payloads = new Map<number, string>();
  if (wanted.length > 0) {
    const stored = await standing(needs.notificationDb.read, wanted);
    const perRecipient = Map.groupBy(stored, (row) => row.account_id);
    await Promise.all(
      [...perRecipient].map(async ([accountId, own]) => {
        const items = own.map(({ account_id: _recipient, ...item }) => item);
        for (const shown of await dress(needs, accountId, items)) {
          if (shown !== null) payloads.set(Number(shown.id), JSON.stringify(shown));
        }
      }),
    );
  }
  return (row) => (row.notificationId === null ? null : (payloads.get(row.notificationId) ?? null));
}
