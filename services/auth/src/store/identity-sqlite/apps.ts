import { insertIgnore } from '@fanfare/sql';
import type { App, Apps } from '../identity.ts';
import type { IdentityDatabase, IdentityTables } from './tables.ts';

export function sqliteApps(database: IdentityDatabase): Apps {
  async function byIds(ids: readonly string[]): Promise<App[]> {
    if (ids.length === 0) return [];
    const rows = await database.read.selectFrom('identity_apps').selectAll().where('id', 'in', ids).execute();
    return rows.map(appOf);
  }
  return {
    add: (app) =>
      database.unit(({ db }) =>
        insertIgnore(db, 'identity_apps', {
          ...app,
          redirect_uris: JSON.stringify(app.redirect_uris),
          scopes: JSON.stringify(app.scopes),
        }),
      ),
    byId: async (id) => (await byIds([id]))[0] ?? null,
    byIds,
  };
}

function appOf(row: IdentityTables['identity_apps']): App {
  return { ...row, redirect_uris: JSON.parse(row.redirect_uris), scopes: JSON.parse(row.scopes) };
}
