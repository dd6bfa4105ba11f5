import type { Migration } from '@fanfare/sql';

/** A removed edge stays as a row with its version, so that late and crossed events are harmless. */
export const graphTables: Migration = {
  name: '0001-graph',
  async up(_db, schema) {
    await schema.createTable(
      'follows',
      {
        follower_id: { type: 'id' },
        followee_id: { type: 'id' },
        id: { type: 'id' },
        state: { type: 'key' },
        show_reblogs: { type: 'integer' },
        notify: { type: 'integer' },
        languages: { type: 'text', nullable: true },
        version: { type: 'integer' },
        created_at: { type: 'integer' },
      },
      { primaryKey: ['follower_id', 'followee_id'], unique: { follows_id: ['id'] } },
    );
    await schema.createIndex('follows_following', 'follows', ['follower_id', 'state', 'id']);
    await schema.createIndex('follows_followed', 'follows', ['follower_id', 'state', 'followee_id']);
    await schema.createIndex('follows_followers', 'follows', ['followee_id', 'state', 'id']);
    await schema.createIndex('follows_slices', 'follows', ['followee_id', 'state', 'follower_id']);
    await schema.createIndex('follows_notify', 'follows', ['followee_id', 'state', 'notify', 'follower_id']);
    await schema.createTable(
      'blocks',
      {
        blocker_id: { type: 'id' },
        blocked_id: { type: 'id' },
        id: { type: 'id' },
        active: { type: 'integer' },
        version: { type: 'integer' },
        created_at: { type: 'integer' },
      },
      { primaryKey: ['blocker_id', 'blocked_id'], unique: { blocks_id: ['id'] } },
    );
    await schema.createIndex('blocks_mine', 'blocks', ['blocker_id', 'active', 'id']);
    await schema.createIndex('blocks_of_me', 'blocks', ['blocked_id', 'active', 'blocker_id']);
    await schema.createTable(
      'mutes',
      {
        muter_id: { type: 'id' },
        muted_id: { type: 'id' },
        id: { type: 'id' },
        active: { type: 'integer' },
        hide_notifications: { type: 'integer' },
        expires_at: { type: 'integer', nullable: true },
        version: { type: 'integer' },
        created_at: { type: 'integer' },
      },
      { primaryKey: ['muter_id', 'muted_id'], unique: { mutes_id: ['id'] } },
    );
    await schema.createIndex('mutes_mine', 'mutes', ['muter_id', 'active', 'id']);
  },
};
