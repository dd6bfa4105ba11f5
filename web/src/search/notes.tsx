/** What the search reads otherwise than it was perhaps meant. */
import { useTexts } from '../texts/index.ts';
import type { GrammarNote } from './grammar.ts';
import { grammarNotes } from './grammar.ts';

export function Notes({ q }: { q: string }) {
  const { search: texts } = useTexts();
  const notes = grammarNotes(q);
  return (
    <div role="status">
      {notes.map((note) => (
        <p key={JSON.stringify(note)} className="notice">
          {wordsOf(note, texts)}
        </p>
      ))}
    </div>
  );
}

function wordsOf(note: GrammarNote, texts: ReturnType<typeof useTexts>['search']): string {
  switch (note.kind) {
    case 'long':
      return texts.notes.long(note.characters, note.parts);
    case 'value':
      return texts.notes.value(
        note.operator,
        note.value,
        note.known.map((one) => `${note.operator}:${one}`),
      );
    case 'day':
      return texts.notes.day(note.written);
    case 'account':
      return texts.notes.account(note.written);
    case 'language':
      return texts.notes.language(note.written);
    case 'alone':
      return texts.notes.alone(note.operator);
    case 'absent':
      return texts.notes.absent(note.written);
    case 'nothing':
      return texts.notes.nothing;
  }
}
