/** The policy as a form; for whoever may not change it, the same, but to read. */
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import { toast, toastTrouble } from '../ui/toasts.tsx';
import type { Policy } from './policy.ts';
import { modes, roleNames, usePolicyChange } from './policy.ts';
import css from './policy-form.module.css';
import { useQueueCount } from './queue-count.ts';

const MOST_POSTS = 10_000;

export function PolicyForm({ policy, mayChange }: { policy: Policy; mayChange: boolean }) {
  const { approval: words } = useTexts();
  const [draft, setDraft] = useState(policy);
  const change = usePolicyChange();
  const changed = JSON.stringify(draft) !== JSON.stringify(policy);
  const set = (part: Partial<Policy>) => setDraft({ ...draft, ...part });

  function save(event: FormEvent): void {
    event.preventDefault();
    change.mutate(draft, {
      onSuccess: (kept) => {
        setDraft(kept);
        toast(words.policy.saved);
      },
      onError: toastTrouble,
    });
  }

  return (
    <form className="card" onSubmit={save}>
      {mayChange ? null : <p className="notice">{words.policy.readOnly}</p>}
      <fieldset disabled={!mayChange} className={css.parts}>
        <legend className="unseen">{words.policy.title}</legend>
        <Modes mode={draft.mode} set={(mode) => set({ mode })} />
        {draft.mode === 'new-accounts' ? (
          <ApprovedPosts number={draft.approvedPosts} set={(approvedPosts) => set({ approvedPosts })} />
        ) : null}
        {draft.mode === 'off' ? null : (
          <>
            <Roles exempt={draft.exemptRoles} set={(exemptRoles) => set({ exemptRoles })} />
            <label className="check">
              <input
                type="checkbox"
                checked={draft.includeDirect}
                onChange={(event) => set({ includeDirect: event.target.checked })}
              />
              <span>
                {words.policy.includeDirect}
                <span className={css.about}>{words.policy.aboutDirect}</span>
              </span>
            </label>
          </>
        )}
      </fieldset>
      <Waiting />
      {mayChange ? (
        <p className="actions">
          <Button type="submit" disabled={!changed || change.isPending} accessibleWhenDisabled>
            {words.policy.save}
          </Button>
          {changed ? (
            <Button look="second" onClick={() => setDraft(policy)}>
              {words.policy.reset}
            </Button>
          ) : null}
        </p>
      ) : null}
    </form>
  );
}

function Modes({ mode, set }: { mode: Policy['mode']; set(mode: Policy['mode']): void }) {
  const { approval: words } = useTexts();
  const name = useId();
  return (
    <fieldset className={css.modes}>
      <legend>{words.policy.mode}</legend>
      {modes.map((one) => (
        <label key={one} className="check">
          <input type="radio" name={name} checked={mode === one} onChange={() => set(one)} />
          <span>
            {words.policy.modes[one]}
            <span className={css.about}>{words.policy.aboutModes[one]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function ApprovedPosts({ number, set }: { number: number; set(number: number): void }) {
  const { approval: words } = useTexts();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{words.policy.approvedPosts}</label>
      <input
        id={id}
        className={css.number}
        type="number"
        required
        min={0}
        max={MOST_POSTS}
        value={number}
        aria-describedby={`${id}-about`}
        onChange={(event) => set(event.target.valueAsNumber || 0)}
      />
      <p id={`${id}-about`} className="fine">
        {words.policy.aboutApprovedPosts}
      </p>
    </div>
  );
}

function Roles({ exempt, set }: { exempt: Policy['exemptRoles']; set(roles: Policy['exemptRoles']): void }) {
  const { approval: words } = useTexts();
  return (
    <fieldset>
      <legend>{words.policy.exemptRoles}</legend>
      <p className="fine">{words.policy.aboutRoles}</p>
      <div className={css.roles}>
        {roleNames.map((role) => (
          <label key={role} className={css.role}>
            <input
              type="checkbox"
              checked={exempt.includes(role)}
              onChange={(event) =>
                set(roleNames.filter((one) => (one === role ? event.target.checked : exempt.includes(one))))
              }
            />
            {words.roles[role]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Waiting() {
  const { approval: words } = useTexts();
  const count = useQueueCount() ?? 0;
  return <p className="notice">{words.policy.waiting(count)}</p>;
}
