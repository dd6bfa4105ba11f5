/** What one can listen to. */
import { foldTag } from '@fanfare/text';

const plainNames = ['user', 'user:notification', 'public', 'public:local'] as const;
const tagNames = ['hashtag', 'hashtag:local'] as const;

/** There are no other servers here, so `local` narrows nothing. */
export interface Channel {
  readonly name: (typeof plainNames)[number] | (typeof tagNames)[number];
  /** Folded; null but for hashtags. */
  readonly tag: string | null;
  /** The name and the parameter as subscribed: clients find their subscription by it. */
  readonly label: readonly string[];
}

/** Why there is no such channel, in words that clients of the API know. */
export interface NoChannel {
  readonly error: string;
}

export function channelOf(stream: unknown, tag: unknown): Channel | NoChannel {
  const name = plainNames.find((one) => one === stream);
  if (name !== undefined) return { name, tag: null, label: [name] };
  const tagged = tagNames.find((one) => one === stream);
  if (tagged === undefined) return { error: 'Unknown stream type' };
  const folded = typeof tag === 'string' ? foldTag(tag.replace(/^#/, '')) : '';
  if (folded === '') return { error: 'Missing tag name parameter' };
  return { name: tagged, tag: folded, label: [tagged, String(tag)] };
}

export function channelKey({ label }: Channel): string {
  return label.join('\n');
}

/** Any one of them is enough to listen; which events then come, `mayHear` says. */
export function scopesOf({ name }: Channel): readonly string[] {
  return name.startsWith('user') ? ['read:statuses', 'read:notifications'] : ['read:statuses'];
}
