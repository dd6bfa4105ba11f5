import type { Migration } from '@fanfare/sql';

export const approvalTables: Migration = {
  name: '0002-approval',
  async up(_db, schema) {
    await schema.createTable(
      'submissions',
      {
        id: { type: 'id' },
        account_id: { type: 'id' },
        state: { type: 'key' },
        version: { type: 'integer' },
        text: { type: 'text' },
        spoiler_text: { type: 'text' },
        visibility: { type: 'key' },
        sensitive: { type: 'integer' },
        language: { type: 'key', nullable: true },
        media: { type: 'text' },
        in_reply_to_id: { type: 'id', nullable: true },
        parent_submission_id: { type: 'id', nullable: true },
        edit_of_id: { type: 'id', nullable: true },
        edit_base_version: { type: 'integer', nullable: true },
        application_id: { type: 'key', nullable: true },
        submitted_at: { type: 'integer' },
        decided_at: { type: 'integer', nullable: true },
        decided_by: { type: 'id', nullable: true },
        reason_code: { type: 'key', nullable: true },
        reason: { type: 'text', nullable: true },
        status_id: { type: 'id', nullable: true },
      },
      { primaryKey: ['id'] },
    );
    await schema.createIndex('submissions_by_account', 'submissions', ['account_id', 'id']);
    await schema.createIndex('submissions_by_account_state', 'submissions', ['account_id', 'state', 'id']);
    await schema.createIndex('submissions_by_state', 'submissions', ['state', 'id']);
    await schema.createIndex('submissions_of_edit', 'submissions', ['edit_of_id', 'state']);
    await schema.createIndex('submissions_of_status', 'submissions', ['status_id']);
    await schema.createTable(
      'settings',
      { name: { type: 'key' }, value: { type: 'text' }, version: { type: 'integer' } },
      { primaryKey: ['name'] },
    );
    await schema.createTable(
      'audit_log',
      {
        id: { type: 'id' },
        actor_id: { type: 'id' },
        action: { type: 'key' },
        target_kind: { type: 'key' },
        target_id: { type: 'key' },
        details: { type: 'text' },
        created_at: { type: 'integer' },
      },
      { primaryKey: ['id'] },
    );
    await schema.createIndex('audit_log_by_actor', 'audit_log', ['actor_id', 'id']);
    await schema.createIndex('audit_log_by_action', 'audit_log', ['action', 'id']);
    await schema.createIndex('audit_log_by_target', 'audit_log', ['target_kind', 'target_id', 'id']);
  },
};
