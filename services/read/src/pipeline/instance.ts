import type { ReadConfig } from '../config.ts';
import type { InstanceFacts } from '../domain/present-instance.ts';
import { registrationsOpen } from '../domain/registrations.ts';
import type { ReadNeeds } from '../needs.ts';
import { usageReader } from './usage.ts';

export type InstanceReader = () => Promise<InstanceFacts>;

export function instanceReader(config: ReadConfig, needs: ReadNeeds): InstanceReader {
  const usage = usageReader(needs.db.replica, () => needs.clock.now(), needs.log);
  return async () => ({
    title: config.INSTANCE_TITLE,
    description: config.INSTANCE_DESCRIPTION,
    email: config.CONTACT_EMAIL,
    registrations: registrationsOpen(config.REGISTRATIONS, needs.publicUrl),
    usage: await usage(),
  });
}
