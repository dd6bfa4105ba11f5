/** Whose posts wait, in the guided start: the three ways; the finer settings are on the policy's own page. */
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { Policy } from '../approval/policy.ts';
import { modes, usePolicy, usePolicyChange } from '../approval/policy.ts';
import { useTexts } from '../texts/index.ts';
import { Choice } from '../ui/choice.tsx';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import type { PlaceFormProps } from './about-form.tsx';
import { FormEnd } from './form-end.tsx';

type Props = Omit<PlaceFormProps, 'settings'>;

export function PolicyChoice(props: Props) {
  const { data: policy, error, refetch } = usePolicy();
  if (policy === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  return <Modes {...props} policy={policy} />;
}

function Modes({ policy, next, beside }: Props & { policy: Policy }) {
  const { approval } = useTexts();
  const [mode, setMode] = useState(policy.mode);
  const { mutate, isPending, error } = usePolicyChange();
  const changed = mode !== policy.mode;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (changed) mutate({ ...policy, mode }, { onSuccess: () => next?.() });
    else next?.();
  }

  return (
    <form onSubmit={submit}>
      <Choice<Policy['mode']>
        label={approval.policy.mode}
        options={modes.map((value) => ({
          value,
          label: approval.policy.modes[value],
          hint: approval.policy.aboutModes[value],
        }))}
        chosen={mode}
        choose={setMode}
      />
      <FormEnd error={error} busy={isPending} changed={changed} guided={next !== undefined}>
        {beside}
      </FormEnd>
    </form>
  );
}
