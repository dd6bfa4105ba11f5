/** The form of the composer. */
import type { ClipboardEvent, DragEvent, FormEvent, KeyboardEvent } from 'react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../api/session.ts';
import { useTexts } from '../texts/index.ts';
import { clsx } from '../ui/clsx.ts';
import css from './composer.module.css';
import { charactersLeft } from './count.ts';
import type { Desk, SendTrouble } from './desk.ts';
import { write } from './desk.ts';
import { Notices, Refusals, Trouble } from './notices.tsx';
import { PictureList } from './picture-list.tsx';
import { addFiles } from './pictures.ts';
import { Quoted } from './quoted.tsx';
import { unfit, useRules } from './rules.ts';
import { sendDesk } from './send.ts';
import { Reason, Submit } from './submit.tsx';
import { TextField } from './text-field.tsx';
import { Tools } from './tools.tsx';
import { WarningField } from './warning-field.tsx';

/** One and the same, so that it is brought into sight once. */
const signedOut: SendTrouble = { kind: 'signed-out' };

export function Editor({ desk }: { desk: Desk }) {
  const { compose } = useTexts();
  const state = useStore(desk.state);
  // The notice over the page lies under this window.
  const expired = useSession((session) => session.expired);
  const trouble = state.trouble ?? (expired ? signedOut : null);
  const rules = useRules();
  const [over, setOver] = useState(false);
  const { draft, pictures } = state;
  const problem = unfit(state, rules);
  const left = charactersLeft(draft, rules);

  function send(event?: FormEvent): void {
    event?.preventDefault();
    if (problem === null) void sendDesk(desk);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

  function onDragOver(event: DragEvent): void {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(true);
  }

  function onDragLeave(event: DragEvent): void {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
  }

  function onDrop(event: DragEvent): void {
    setOver(false);
    if (!hasFiles(event)) return;
    event.preventDefault();
    addFiles(desk, [...event.dataTransfer.files], rules);
  }

  function onPaste(event: ClipboardEvent): void {
    const { files, types } = event.clipboardData;
    // What was copied from a text or a table has a picture of itself beside its words.
    if (files.length === 0 || types.includes('text/plain')) return;
    event.preventDefault();
    addFiles(desk, [...files], rules);
  }

  return (
    <form
      className={css.form}
      noValidate
      onSubmit={send}
      onKeyDown={onKeyDown}
      onDragOver={onDragOver}
      onDragLeave={onDragLeave}
      onDrop={onDrop}
      onPaste={onPaste}
    >
      <div className={clsx(css.body, over && css.over)}>
        {over ? <p className={css.drop}>{compose.dropHere}</p> : null}
        <Notices desk={desk} state={state} />
        {draft.inReplyToId === null || draft.edits !== null ? null : <Quoted id={draft.inReplyToId} />}
        {draft.warned ? <WarningField desk={desk} value={draft.spoilerText} /> : null}
        <TextField
          value={draft.text}
          onChange={(text) => write(desk, { text })}
          language={draft.language}
          tooLong={problem === 'long'}
        />
        <PictureList desk={desk} pictures={pictures} rules={rules} />
        {pictures.length === 0 || draft.warned ? null : (
          <label className={clsx('check', css.sensitive)}>
            <input
              type="checkbox"
              checked={draft.sensitive}
              onChange={(event) => write(desk, { sensitive: event.target.checked })}
            />
            <span>{compose.sensitive}</span>
          </label>
        )}
        <Refusals refused={state.refused} rules={rules} />
        <Reason problem={problem} left={left} />
        <Trouble desk={desk} trouble={trouble} />
      </div>
      <Tools desk={desk} draft={draft} full={pictures.length >= rules.maxMediaAttachments} rules={rules} />
      <Submit draft={draft} left={left} problem={problem} />
    </form>
  );
}
