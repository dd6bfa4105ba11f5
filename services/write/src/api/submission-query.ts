import { ApprovalState } from '@fanfare/contracts/entities';
import { Type } from 'typebox';

/** Which submissions a list holds; absent: those of every state. */
export const StateQuery = Type.Optional(ApprovalState);
