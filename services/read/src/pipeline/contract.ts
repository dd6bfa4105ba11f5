/** What read offers to the other services. */
import type { Client, readContract, StoredNotification } from '@fanfare/contracts';
import type { Notification, Submission } from '@fanfare/contracts/entities';
import {
  isAboutStatus,
  isAboutSubmission,
  isWelcome,
  presentNotification,
} from '../domain/present-notification.ts';
import type { ReadNeeds } from '../needs.ts';
import type { Person } from './person.ts';
import { personsById } from './person.ts';
import type { Reading } from './reading.ts';
import { seenOn } from './statuses.ts';
import { streamed } from './streamed.ts';

export function readClient(needs: ReadNeeds, reading: Reading): Client<typeof readContract> {
  const db = needs.db.read;
  return {
    async statuses({ viewer_id, ids }) {
      if (viewer_id === null) return reading.statuses.read(ids, null, seenOn('one'));
      const person = (await personsById(db, [viewer_id])).get(viewer_id);
      return person === undefined ? ids.map(() => null) : reading.statuses.read(ids, person, seenOn('one'));
    },
    async accounts({ ids }) {
      const found = await reading.accounts.present(ids);
      return ids.map((id) => found.get(id) ?? null);
    },
    credentialAccount: ({ account_id }) => reading.accounts.credential(account_id),
    async notifications({ viewer_id, items }) {
      const person = (await personsById(db, [viewer_id])).get(viewer_id);
      return person === undefined ? items.map(() => null) : notifications(needs, reading, person, items);
    },
    streamed: (input) => streamed(needs, reading, input),
  };
}

async function notifications(
  needs: ReadNeeds,
  reading: Reading,
  person: Person,
  items: readonly StoredNotification[],
): Promise<(Notification | null)[]> {
  const from = [...new Set(items.map((item) => item.from_account_id))];
  const statusIds = items.flatMap((item) => (isAboutStatus(item.type) ? (item.status_id ?? []) : []));
  const [facts, eyes, accounts, statuses, submissions] = await Promise.all([
    reading.accounts.facts(from),
    reading.eyes.of(person, from),
    reading.accounts.present(from),
    reading.statuses.read(statusIds, person, seenOn('one')),
    submissionsOf(needs, person, items),
  ]);
  const statusById = new Map(statusIds.map((id, index) => [id, statuses[index] ?? null]));
  return items.map((item) => {
    const account = accounts.get(item.from_account_id);
    const active = facts.get(item.from_account_id)?.state === 'active';
    if (account === undefined || !(active || isAboutSubmission(item.type)) || !isWelcome(item, eyes))
      return null;
    const status = statusById.get(item.status_id ?? 0) ?? null;
    return presentNotification(item, account, status, submissions.get(item.submission_id ?? 0) ?? null);
  });
}

async function submissionsOf(
  { contracts }: ReadNeeds,
  person: Person,
  items: readonly StoredNotification[],
): Promise<Map<number, Submission | null>> {
  const ids = items.flatMap((item) => (isAboutSubmission(item.type) ? (item.submission_id ?? []) : []));
  if (ids.length === 0) return new Map();
  const found = await contracts.write.submissions({ viewer_id: person.id, ids });
  return new Map(ids.map((id, index) => [id, found[index] ?? null]));
}
