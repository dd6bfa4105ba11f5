/** Follows and unfollows; signed out it asks to sign in first. Its name is what stands on it and whom it is about. */
import type { Account } from '../api/entities.ts';
import { useSession } from '../api/session.ts';
import { askToSignIn } from '../app/windows.ts';
import { useRelationship } from '../data/relationships.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { act } from './follow-actions.ts';
import css from './follow-button.module.css';
import { followState, pressed } from './follow-state.ts';
import { nameOf } from './person.ts';

/** Shows nothing beside oneself. */
export function FollowButton({ account }: { account: Account }) {
  const { profile: texts } = useTexts();
  const signedIn = useSession((state) => state.signedIn);
  const { data: relationship, isError } = useRelationship(account.id);
  if (signedIn?.accountId === account.id || relationship === null) return null;
  if (signedIn !== null && relationship === undefined && isError) return null;
  // Until it is known what stands between the two, the place is kept.
  const unknown = signedIn !== null && relationship === undefined;
  const state = followState(relationship ?? null, account.locked);
  const action = pressed[state];
  if (action === null) return <span className={css.said}>{texts.blockedBy}</span>;
  const on = state === 'following' || state === 'requested' || state === 'blocking';

  function press(): void {
    if (signedIn === null) askToSignIn();
    else if (action !== null) void act(account.id, action);
  }

  return (
    <Button
      look={on ? 'second' : 'main'}
      className={css.button}
      data-unknown={unknown}
      title={texts.press[state]}
      onClick={press}
    >
      {texts.follow[state]} <bdi className="unseen">{nameOf(account)}</bdi>
    </Button>
  );
}
