export const profile = {
  follow: {
    follow: 'Follow',
    'follow-back': 'Follow back',
    ask: 'Ask to follow',
    following: 'Following',
    requested: 'Requested',
    blocking: 'Blocked',
    'blocked-by': 'Blocks you',
  },
  /** What a press of the button does. */
  press: {
    follow: 'Follow',
    'follow-back': 'Follow back',
    ask: 'Ask to follow; they decide who follows them',
    following: 'Unfollow',
    requested: 'Take the request back',
    blocking: 'Unblock',
    'blocked-by': '',
  },
  blockedBy: 'Blocks you',
};
