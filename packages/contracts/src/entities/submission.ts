import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Approval } from './approval.ts';
import { QuoteOrNull } from './quote.ts';
import { Entity } from './scalars.ts';
import { Status } from './status.ts';
import { statusFields } from './status-fields.ts';

const submissionFields = {
  ...statusFields,
  quote: QuoteOrNull,
  /** A boost has no text of its own and needs no approval. */
  reblog: Type.Null(),
  approval: Approval,
};

/** A post, or an edit of one, with its approval: fits wherever a Status is read. */
export const Submission = Entity('Submission', submissionFields);
export type Submission = Static<typeof Submission>;

/** One submission as a reviewer opens it. */
export const AdminSubmission = Entity('AdminSubmission', {
  ...submissionFields,
  /** The posts it replies to, from the root down to its parent; empty when it is no reply. */
  thread: Type.Array(Status),
});
export type AdminSubmission = Static<typeof AdminSubmission>;
