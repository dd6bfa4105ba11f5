import { randomBytes } from 'node:crypto';
import { engineUrl } from '@fanfare/engines';
import { silentLog } from '@fanfare/kernel';
import { MongoClient } from 'mongodb';
import { identityKit } from './identity-kit.ts';
import { mongodbIdentity } from './identity-mongodb.ts';

for (const engine of ['mongodb', 'mongodb-java']) {
  identityKit(engine, async () => {
    const url = (await engineUrl(engine)).replace(/[^/]*$/, `test_${randomBytes(6).toString('hex')}`);
    const [one, other] = await Promise.all([
      mongodbIdentity({ url, log: silentLog }),
      mongodbIdentity({ url, log: silentLog }),
    ]);
    return {
      one,
      other,
      async close() {
        await Promise.all([one.close(), other.close()]);
        const client = new MongoClient(url);
        await client.db().dropDatabase();
        await client.close();
      },
    };
  });
}
