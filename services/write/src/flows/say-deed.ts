/** What the audit log has got, in the log too, for whoever watches several places from one: ids and codes, no texts. */
import type { Log } from '@fanfare/kernel';
import type { RecordedDeed } from '../store/audit-log.ts';

type Action = RecordedDeed['action'];

/** In the words of the Elastic Common Schema. */
const kinds: Record<Action, { category: string; type: string; message: string }> = {
  'submission.approve': { category: 'web', type: 'allowed', message: 'A submission was approved' },
  'submission.reject': { category: 'web', type: 'denied', message: 'A submission was rejected' },
  'policy.update': { category: 'configuration', type: 'change', message: 'The approval policy was changed' },
  'instance.update': {
    category: 'configuration',
    type: 'change',
    message: 'The settings of the place were changed',
  },
};

/** Once the deed is on disk. @param log of the request, so that the line has its id */
export function sayDeed(log: Log, { id, actorId, action, target, details }: RecordedDeed): void {
  const { category, type, message } = kinds[action];
  const { reason_code } = details;
  log.info(
    {
      'event.dataset': 'fanfare.audit',
      'event.kind': 'event',
      'event.category': [category],
      'event.type': [type],
      'event.action': action,
      'event.id': String(id),
      'event.outcome': 'success',
      'user.id': String(actorId),
      'fanfare.target.kind': target.kind,
      'fanfare.target.id': target.id,
      ...(typeof reason_code === 'string' ? { 'fanfare.reason_code': reason_code } : {}),
    },
    message,
  );
}
