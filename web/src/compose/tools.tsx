/** Beside the text: pictures, a warning, who sees it, in which language. */
import { ImagePlus, TriangleAlert } from 'lucide-react';
import type { ChangeEvent } from 'react';
import { useRef } from 'react';
import { knownPost } from '../data/posts.ts';
import { useTexts } from '../texts/index.ts';
import { IconButton } from '../ui/icon-button.tsx';
import css from './composer.module.css';
import type { Desk } from './desk.ts';
import { write } from './desk.ts';
import type { Draft } from './draft.ts';
import { LanguageField } from './language-field.tsx';
import { addFiles } from './pictures.ts';
import type { Rules } from './rules.ts';
import { VisibilityField } from './visibility-field.tsx';

interface Props {
  desk: Desk;
  draft: Draft;
  /** As many pictures as a post may have. */
  full: boolean;
  rules: Rules;
}

export function Tools({ desk, draft, full, rules }: Props) {
  const { compose } = useTexts();
  const picker = useRef<HTMLInputElement>(null);
  const parent = draft.inReplyToId === null ? null : knownPost(draft.inReplyToId);

  function picked(event: ChangeEvent<HTMLInputElement>): void {
    addFiles(desk, [...(event.target.files ?? [])], rules);
    // The same file can be picked again after it was taken out.
    event.target.value = '';
  }

  return (
    <div className={css.tools}>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={rules.supportedMimeTypes.join()}
        data-testid="compose-files"
        onChange={picked}
      />
      <IconButton
        icon={ImagePlus}
        label={compose.addPictures}
        disabled={full}
        accessibleWhenDisabled
        onClick={() => picker.current?.click()}
      />
      <IconButton
        icon={TriangleAlert}
        label={draft.warned ? compose.warningOff : compose.warning}
        aria-expanded={draft.warned}
        className={css.toggle}
        onClick={() => write(desk, { warned: !draft.warned })}
      />
      <VisibilityField
        value={draft.visibility}
        widest={parent?.visibility ?? 'public'}
        fixed={draft.edits !== null}
        onChange={(visibility) => write(desk, { visibility })}
      />
      <LanguageField value={draft.language} onChange={(language) => write(desk, { language })} />
    </div>
  );
}
