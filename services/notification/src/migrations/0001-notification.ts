import type { Migration } from '@fanfare/sql';
import { insertIgnore } from '@fanfare/sql';
import type { NotificationUnit } from '../store/db.ts';

export const notificationTables: Migration = {
  name: '0001-notification',
  async up(db, schema) {
    await schema.createTable(
      'notifications',
      {
        id: { type: 'id' },
        account_id: { type: 'id' },
        type: { type: 'key' },
        from_account_id: { type: 'id' },
        status_id: { type: 'id', nullable: true },
        submission_id: { type: 'id', nullable: true },
        cause: { type: 'key' },
        created_at: { type: 'integer' },
        dismissed_at: { type: 'integer', nullable: true },
      },
      { primaryKey: ['id'], unique: { notifications_cause: ['account_id', 'cause'] } },
    );
    await schema.createIndex('notifications_list', 'notifications', ['account_id', 'dismissed_at', 'id']);
    await schema.createIndex('notifications_from', 'notifications', ['account_id', 'from_account_id', 'id']);
    await schema.createIndex('notifications_status', 'notifications', ['status_id']);
    await schema.createIndex('notifications_submission', 'notifications', ['submission_id']);
    await schema.createTable(
      'markers',
      {
        account_id: { type: 'id' },
        timeline: { type: 'key' },
        last_read_id: { type: 'key' },
        version: { type: 'integer' },
        updated_at: { type: 'integer' },
      },
      { primaryKey: ['account_id', 'timeline'] },
    );
    await schema.createTable(
      'stream_log',
      {
        number: { type: 'integer' },
        event: { type: 'key' },
        cause: { type: 'key' },
        status_id: { type: 'id', nullable: true },
        notification_id: { type: 'id', nullable: true },
        account_id: { type: 'id' },
        visibility: { type: 'key', nullable: true },
        mentions: { type: 'text' },
        tags: { type: 'text' },
        data: { type: 'text' },
        created_at: { type: 'integer' },
      },
      { primaryKey: ['number'], unique: { stream_log_cause: ['cause'] } },
    );
    await schema.createTable(
      'stream_head',
      { id: { type: 'integer' }, head: { type: 'integer' } },
      { primaryKey: ['id'] },
    );
    await insertIgnore(db as NotificationUnit['db'], 'stream_head', { id: 1, head: 0 });
    await schema.createTable(
      'submission_stages',
      { submission_id: { type: 'id' }, stage: { type: 'integer' } },
      { primaryKey: ['submission_id'] },
    );
    await schema.createTable(
      'boosts',
      {
        boost_id: { type: 'id' },
        status_id: { type: 'id' },
        account_id: { type: 'id' },
        gone: { type: 'integer' },
      },
      { primaryKey: ['boost_id'] },
    );
    await schema.createIndex('boosts_of_status', 'boosts', ['status_id', 'gone', 'account_id']);
  },
};
