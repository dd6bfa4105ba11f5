/** How many characters are left, what keeps the post from being sent, and the button that sends it. */
import { useLanguage, useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { clsx } from '../ui/clsx.ts';
import css from './composer.module.css';
import { toAnnounce } from './count.ts';
import type { Draft } from './draft.ts';
import type { Unfit } from './rules.ts';

interface Props {
  draft: Draft;
  left: number;
  problem: Unfit | null;
}

export function Submit({ draft, left, problem }: Props) {
  const { compose } = useTexts();
  return (
    <div className={css.submit}>
      <Counter left={left} />
      <Button
        type="submit"
        className={css.send}
        disabled={problem !== null}
        accessibleWhenDisabled
        aria-describedby="compose-reason"
        aria-keyshortcuts="Control+Enter"
        title={compose.keys}
      >
        {labelOf(draft, compose)}
      </Button>
    </div>
  );
}

/** Stands under the text: what keeps the post from being sent, where that is not plain to see. */
export function Reason({ problem, left }: { problem: Unfit | null; left: number }) {
  const { compose } = useTexts();
  const said = { empty: null, long: null, uploading: compose.waitUploads, failed: compose.failedUploads };
  const reason = problem === null ? null : said[problem];
  return (
    <>
      {/* Said aloud by the counter. */}
      {problem === 'long' ? <p className={clsx(css.reason, css.tooMany)}>{compose.over(-left)}</p> : null}
      <p id="compose-reason" role="status" className={reason === null ? 'unseen' : css.reason}>
        {reason}
      </p>
    </>
  );
}

function labelOf({ edits, inReplyToId }: Draft, compose: ReturnType<typeof useTexts>['compose']): string {
  if (edits !== null) return edits.of === 'post' ? compose.save : compose.resend;
  return inReplyToId === null ? compose.post : compose.postReply;
}

function Counter({ left }: { left: number }) {
  const { compose } = useTexts();
  const words = (count: number) => (count < 0 ? compose.over(-count) : compose.left(count));
  const announced = toAnnounce(left);
  const language = useLanguage();
  return (
    <>
      <span className={clsx(css.count, left < 0 && css.tooMany)} data-left={left}>
        <span aria-hidden="true" title={words(left)}>
          {left.toLocaleString(language)}
        </span>
        <span className="unseen">{words(left)}</span>
      </span>
      <span role="status" className="unseen">
        {announced === null ? '' : words(announced)}
      </span>
    </>
  );
}
