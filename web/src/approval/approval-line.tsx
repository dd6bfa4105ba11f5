/** Beside one's own post: that it waits, was published or was not accepted and why; and what its author can do. */
import { Check, Clock, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Approval, Post } from '../api/entities.ts';
import { openComposer } from '../compose/open.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { clsx } from '../ui/clsx.ts';
import { toast, toastTrouble } from '../ui/toasts.tsx';
import css from './approval-line.module.css';
import { reasonWords } from './reasons.ts';
import { settle } from './settle.ts';
import { isOpen } from './states.ts';
import { resendSubmission } from './submissions.ts';
import { keepAfterAll, useIsWithdrawn, withdraw } from './withdraw.ts';

/** Nothing for posts that never waited. */
export function ApprovalLine({ post }: { post: Post }) {
  const { approval } = post;
  const withdrawn = useIsWithdrawn(approval?.submissionId);
  const wasWithdrawn = useRef(false);
  useEffect(() => {
    wasWithdrawn.current = withdrawn;
  }, [withdrawn]);
  if (approval === undefined) return null;
  if (withdrawn) return <Withdrawn id={approval.submissionId} />;
  const isEdit = approval.submissionId !== post.id;
  return (
    <div className={clsx(css.line, css[approval.state])}>
      <Says approval={approval} isEdit={isEdit} />
      {isOpen(approval) ? <Acts approval={approval} back={wasWithdrawn.current} /> : null}
    </div>
  );
}

function Says({ approval, isEdit }: { approval: Approval; isEdit: boolean }) {
  const { approval: words } = useTexts();
  switch (approval.state) {
    case 'pending':
      return (
        <p className={css.says}>
          <Clock aria-hidden="true" size={18} /> {isEdit ? words.line.editPending : words.line.pending}
        </p>
      );
    case 'rejected':
      return (
        <p className={css.says}>
          <X aria-hidden="true" size={18} />
          <span dir="auto">
            {(isEdit ? words.line.editRejected : words.line.rejected)(reasonWords(approval))}
          </span>
        </p>
      );
    case 'approved':
      return (
        <p className={css.says}>
          <Check aria-hidden="true" size={18} /> {words.line.approved}
        </p>
      );
    case 'withdrawn':
      return <p className={css.says}>{words.line.withdrawn}</p>;
  }
}

interface ActsProps {
  approval: Approval;
  /** Its withdrawal was undone: the focus goes back to where it came from. */
  back: boolean;
}

function Acts({ approval: { submissionId: id, state }, back }: ActsProps) {
  const { approval: words } = useTexts();
  const [sending, setSending] = useState(false);
  const revise = useRef<HTMLButtonElement>(null);

  async function resend(): Promise<void> {
    setSending(true);
    try {
      settle(await resendSubmission(id));
      // The button that was pressed is about to go.
      revise.current?.focus();
      toast(words.line.resent);
    } catch (error) {
      toastTrouble(error);
    }
    setSending(false);
  }

  return (
    <p className={css.acts}>
      <Button ref={revise} look="second" onClick={() => openComposer({ kind: 'edit', id })}>
        {words.line.revise}
      </Button>
      {state === 'rejected' ? (
        <Button look="second" disabled={sending} accessibleWhenDisabled onClick={() => void resend()}>
          {words.line.resend}
        </Button>
      ) : null}
      <Button look="second" autoFocus={back} onClick={() => withdraw(id)}>
        {words.line.withdraw}
      </Button>
    </p>
  );
}

function Withdrawn({ id }: { id: string }) {
  const { approval: words } = useTexts();
  return (
    <div className={clsx(css.line, css.withdrawn)}>
      <p className={css.says} role="status">
        {words.line.withdrawn}
      </p>
      <p className={css.acts}>
        <Button look="second" autoFocus onClick={() => keepAfterAll(id)}>
          {words.undo}
        </Button>
      </p>
    </div>
  );
}
