/** What search offers to the others. */
import { Type } from 'typebox';
import { command, defineContract } from '../define.ts';

export const searchContract = defineContract('search', {
  /** Builds the index anew from the truth, while the old one answers. */
  reindex: command(
    Type.Object({}),
    Type.Object({ accounts: Type.Integer(), statuses: Type.Integer(), tags: Type.Integer() }),
  ),
});
