export { type FolderLock, takeLock } from './lock.ts';
export { openSqlite, type SqliteEngine, type SqliteOptions } from './open.ts';
