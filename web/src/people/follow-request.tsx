/** Accept or reject, in place; afterwards what was answered. */
import { useEffect, useRef } from 'react';
import type { Account } from '../api/entities.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { isolated } from './names.ts';
import css from './notice-card.module.css';
import { nameOf } from './person.ts';
import { useAnswerRequest, useRequestAnswer } from './request-answers.ts';

export function FollowRequest({ account }: { account: Account }) {
  const { notifications: texts } = useTexts();
  const given = useRequestAnswer(account.id);
  const { mutate, isPending, isSuccess } = useAnswerRequest(account.id);
  const said = useRef<HTMLParagraphElement>(null);
  const name = isolated(nameOf(account));
  // The buttons go away under the focus: it goes on to what they led to.
  useEffect(() => {
    if (isSuccess) said.current?.focus();
  }, [isSuccess]);

  if (given !== null) {
    return (
      <p ref={said} className={css.answer} tabIndex={-1} role="status">
        {given === 'accepted' ? texts.accepted(name) : texts.refused(name)}
      </p>
    );
  }
  return (
    <p className={css.answer}>
      <Button
        disabled={isPending}
        accessibleWhenDisabled
        aria-label={`${texts.accept}: ${name}`}
        onClick={() => mutate('accepted')}
      >
        {texts.accept}
      </Button>
      <Button
        look="second"
        disabled={isPending}
        accessibleWhenDisabled
        aria-label={`${texts.reject}: ${name}`}
        onClick={() => mutate('refused')}
      >
        {texts.reject}
      </Button>
    </p>
  );
}
