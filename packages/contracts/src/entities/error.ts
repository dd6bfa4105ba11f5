import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Account } from './account.ts';
import { ApprovalState, ReasonCode } from './approval.ts';
import { DateTime, Nullable, OneOf } from './scalars.ts';

const FieldError = Type.Object({
  error: OneOf([
    'ERR_BLOCKED',
    'ERR_UNREACHABLE',
    'ERR_TAKEN',
    'ERR_RESERVED',
    'ERR_ACCEPTED',
    'ERR_BLANK',
    'ERR_INVALID',
    'ERR_TOO_LONG',
    'ERR_TOO_SHORT',
    'ERR_INCLUSION',
  ]),
  description: Type.String(),
});

const errorFields = {
  error: Type.String(),
  /** OAuth only. */
  error_description: Type.Optional(Type.String()),
  /** Validation: complaints by member of the request. */
  details: Type.Optional(Type.Record(Type.String(), Type.Array(FieldError))),
  /** The post mentions these although `allowed_mentions` does not name them. */
  unexpected_accounts: Type.Optional(Type.Array(Account)),
};

/** The body of every 4xx and 5xx; `ApiError` here, since `Error` is taken. Some errors say more, so it is open. */
export const ApiError = Type.Object(errorFields, { title: 'Error', additionalProperties: true });
export type ApiError = Static<typeof ApiError>;

/** 409 of a reviewer's decision: how the submission stands, and who decided it if somebody did. */
export const SubmissionConflict = Type.Object(
  {
    ...errorFields,
    state: ApprovalState,
    version: Type.Integer({ minimum: 1 }),
    decided_by: Nullable(Account),
    decided_at: Nullable(DateTime),
    reason_code: Nullable(ReasonCode),
  },
  { title: 'SubmissionConflict', additionalProperties: true },
);
export type SubmissionConflict = Static<typeof SubmissionConflict>;
