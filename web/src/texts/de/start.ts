import type { Texts } from '../index.ts';

export const start: Texts['start'] = {
  title: 'Dein neuer Ort',
  lead: 'Ein paar Fragen machen ihn zu deinem: sein Name, seine Regeln, wer mitmachen darf. Es dauert zwei Minuten, und nichts ist endgültig.',
  begin: 'Anfangen',
  stepsLabel: 'Schritte',
  progress: (at, of) => `Schritt ${at} von ${of}`,
  steps: {
    about: { title: 'Name', lead: 'Wie heißt dieser Ort, und wozu ist er da?' },
    rules: {
      title: 'Regeln',
      lead: 'Was sollten Leute wissen, bevor sie mitmachen? Sie lesen die Regeln, wenn sie ein Konto anlegen.',
    },
    policy: {
      title: 'Freigabe',
      lead: 'Beiträge können von dir, oder von Leuten deines Vertrauens, gelesen werden, bevor sie erscheinen.',
    },
    people: {
      title: 'Leute',
      lead: 'Ein Ort lebt von seinen Leuten. Entscheide, wer kommen darf, und sag es ihnen.',
    },
  },
  saveAndGoOn: 'Speichern und weiter',
  goOn: 'Weiter',
  skip: 'Überspringen',
  finish: 'Fertig: zum Anfang',
  later: 'All das lässt sich später ändern, unter Mehr, Dieser Ort.',
};
