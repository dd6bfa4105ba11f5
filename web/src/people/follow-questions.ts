/** Asked before somebody is muted or blocked: both change what one sees, and a block ends follows for good. */
import type { Account } from '../api/entities.ts';
import { askFirst } from '../app/windows.ts';
import { texts } from '../texts/index.ts';
import { act } from './follow-actions.ts';
import { nameOf } from './person.ts';

export function muteFirst(account: Account): void {
  const { profile } = texts();
  const name = nameOf(account);
  askFirst({
    title: profile.muteQuestion(name),
    text: profile.muteText,
    action: profile.mute,
    run: () => void act(account.id, 'mute'),
  });
}

export function blockFirst(account: Account): void {
  const { profile } = texts();
  const name = nameOf(account);
  askFirst({
    title: profile.blockQuestion(name),
    text: profile.blockText,
    action: profile.block,
    run: () => void act(account.id, 'block'),
  });
}
