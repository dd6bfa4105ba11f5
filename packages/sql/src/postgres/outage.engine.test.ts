import { outageCases } from '../kit/index.ts';
import { clientOf, ownServer } from './kit-site.test-support.ts';

outageCases('postgres', async () => {
  const { server, remove } = await ownServer({ durable: true });
  return {
    open: () => clientOf({ url: server.url }),
    kill: () => server.kill(),
    stop: () => server.stop(),
    start: () => server.start(),
    cleanup: remove,
  };
});
