/** Events as the other services make them, with what a test does not care about filled in. */
import type { EventData } from '@fanfare/contracts/events';

export function post(
  id: number,
  author: number,
  more: Partial<EventData<'status.published'>> = {},
): EventData<'status.published'> {
  return {
    status_id: id,
    account_id: author,
    version: 1,
    visibility: 'public',
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    reblog_of_id: null,
    reblog_of_account_id: null,
    mentions: [],
    tags: [],
    has_media: false,
    submission_id: null,
    pulled: false,
    ...more,
  };
}

export function edit(published: EventData<'status.published'>, version: number, more = {}) {
  const { pulled: _pulled, ...status } = published;
  return { ...status, version, ...more };
}
