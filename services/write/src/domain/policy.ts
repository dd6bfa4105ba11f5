/** Whose posts wait for approval: DESIGN §7 "Policy". */
import type { RoleName } from '@fanfare/contracts';
import type { ApprovalPolicy } from '@fanfare/contracts/entities';
import type { Visibility } from '@fanfare/contracts/tables';

export function startPolicy(mode: ApprovalPolicy['mode']): ApprovalPolicy {
  return {
    mode,
    approved_posts: 3,
    exempt_roles: ['owner', 'admin', 'moderator'],
    include_direct: false,
  };
}

/** How many approved posts of the author must be counted before `needsApproval` can say; 0: none. */
export function approvedPostsToCount(policy: ApprovalPolicy): number {
  return policy.mode === 'new-accounts' ? policy.approved_posts : 0;
}

/** `approvedPosts`: of this author, counted at least up to the policy's number. */
export function needsApproval(
  policy: ApprovalPolicy,
  author: { role: RoleName; approvedPosts: number },
  visibility: Visibility,
): boolean {
  if (policy.mode === 'off' || policy.exempt_roles.includes(author.role)) return false;
  if (visibility === 'direct' && !policy.include_direct) return false;
  return policy.mode === 'everyone' || author.approvedPosts < policy.approved_posts;
}
