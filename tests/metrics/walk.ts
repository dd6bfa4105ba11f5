/** Every route once, with ids, addresses and secrets where such things stand: none may come to stand in a label. */
import type { World } from './world.ts';

const ID = '1234567890123456';

export async function walk({ network, alice, bob, post }: World): Promise<void> {
  const status = await post(bob, '@alice walks by #street https://example.org/way');
  const asked = network.routes.filter(
    ({ kind, path }) => kind !== 'internal' && !path.startsWith('/api/v1/streaming'),
  );
  for (const { method, path } of asked) {
    const url = (id: string) => `${path.replace(/:[a-z_]+/g, id).replace('*', id)}?q=alice@example.org`;
    for (const id of [status, ID, 'deadbeefdeadbeefdeadbeef'])
      await alice.api(method, url(id), method === 'GET' ? undefined : { id, token: id });
    await network.anyone(method, url(status), undefined, {
      authorization: `Bearer ${ID}`,
      'x-request-id': ID,
    });
  }
  for (const path of [`/${ID}`, `/api/v1/${ID}/${ID}`, `/@alice/${ID}`, `/app/${ID}`])
    await network.anyone('GET', path, undefined, { origin: 'https://somewhere.example' });
  await network.settle();
}
