/** The audit log as lines of the log: one for each row, with ids and codes and no text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from '@fanfare/telemetry';
import { startNetwork } from '@fanfare/testkit';

test('each deed has one line of the audit data set', async (context) => {
  const lines: Record<string, unknown>[] = [];
  const log = createLog({ level: 'info', stream: { write: (line) => void lines.push(JSON.parse(line)) } });
  const network = await startNetwork({ log, settings: { APPROVAL_POLICY: 'everyone' } });
  context.after(() => network.stop());
  const owner = await network.person('owner', { role: 'owner' });
  const alice = await network.person('alice');
  const ids: string[] = [];
  for (const status of ['zqneedleq one', 'zqneedleq two'])
    ids.push((await alice.api('POST', '/api/v1/statuses', { status })).body.id);
  const [first, second] = ids;
  const decide = (body: object) => owner.api('POST', '/api/v1/admin/submissions/bulk', body);
  await decide({ action: 'approve', items: [{ id: first, version: 1 }] });
  const reasons = { reason_code: 'spam', reason: 'zqneedleq reason' };
  await decide({ action: 'reject', items: [{ id: second, version: 1 }], ...reasons });
  // Nothing is done, so nothing is said.
  await decide({ action: 'reject', items: [{ id: second, version: 1 }], ...reasons });
  await owner.api('PUT', '/api/v1/admin/approval_policy', { mode: 'off' });
  await owner.api('PUT', '/api/v1/admin/instance', { title: 'zqneedleq title' });

  const rows = await network.query('SELECT id, actor_id, action, target_id FROM audit_log ORDER BY id');
  const audit = lines.filter((line) => line['event.dataset'] === 'fanfare.audit');
  assert.deepEqual(
    audit.map((line) => [
      line['event.id'],
      line['user.id'],
      line['event.action'],
      line['fanfare.target.id'],
      line['fanfare.reason_code'],
    ]),
    rows.map((row) => [
      String(row.id),
      owner.id,
      row.action,
      row.target_id,
      row.action === 'submission.reject' ? 'spam' : undefined,
    ]),
  );
  assert.equal(rows.length, 4);
  for (const line of audit) {
    assert.equal(line['service.name'], 'write');
    const request = lines.find(
      (other) => other['http.route'] !== undefined && other['http.request.id'] === line['http.request.id'],
    );
    assert.ok(request, 'the request that did it has the same id');
  }
  assert.equal(JSON.stringify(lines).includes('zqneedleq'), false);
});
