import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';

/** The URL of a database that nobody else uses, on the server of this one. */
export function emptyDatabase(url: string): string {
  return url.replace(/[^/]*$/, `test_${randomBytes(6).toString('hex')}`);
}

export async function dropDatabase(url: string): Promise<void> {
  const client = new MongoClient(url);
  await client.db().dropDatabase();
  await client.close();
}
