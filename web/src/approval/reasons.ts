/** Why a post was not accepted, in words. */
import type { Approval, ReasonCode } from '../api/entities.ts';
import { texts } from '../texts/index.ts';

export const reasonCodes: readonly ReasonCode[] = ['rules', 'off_topic', 'spam', 'duplicate', 'other'];

/** null: the reviewer gave none. */
export function reasonWords({ reasonCode, reason }: Pick<Approval, 'reasonCode' | 'reason'>): string | null {
  const { approval } = texts();
  const code = reasonCode === null ? null : approval.reasons[reasonCode];
  if (code === null || reason === null) return code ?? reason;
  return reasonCode === 'other' ? reason : `${code}: ${reason}`;
}
