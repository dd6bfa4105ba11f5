import type { Texts } from '../index.ts';
import { review } from './review.ts';

const reasons = {
  spam: 'Spam',
  off_topic: 'Gehört nicht hierher',
  rules: 'Gegen die Regeln',
  duplicate: 'Schon gesagt',
  other: 'Anderes',
};

const withReason = (said: string) => (why: string | null) => (why === null ? `${said}.` : `${said}: ${why}`);

export const approval: Texts['approval'] = {
  ...review,
  reasons,
  undo: 'Rückgängig',
  line: {
    pending: 'Wartet auf Freigabe. Nur du und die Prüfenden sehen ihn.',
    editPending: 'Deine Änderung wartet auf Freigabe. Andere lesen den bisherigen Text.',
    approved: 'Freigegeben und veröffentlicht.',
    rejected: withReason('Nicht angenommen'),
    editRejected: withReason('Deine Änderung wurde nicht angenommen'),
    withdrawn: 'Zurückgezogen.',
    revise: 'Überarbeiten',
    resend: 'Noch einmal senden',
    resent: 'Noch einmal gesendet. Er wartet auf Freigabe.',
    withdraw: 'Zurückziehen',
  },
  news: {
    approved: 'Dein Beitrag wurde freigegeben und ist veröffentlicht.',
    rejected: withReason('Dein Beitrag wurde nicht angenommen'),
  },
  own: {
    title: 'Wartet auf Freigabe',
    states: 'Beiträge nach Stand',
    pending: 'Wartend',
    rejected: 'Nicht angenommen',
    withdrawn: 'Zurückgezogen',
    approved: 'Veröffentlicht',
    lead: 'Manche Beiträge werden vor der Veröffentlichung geprüft. Hier siehst du, wie es um deine steht.',
    empty: {
      pending: 'Von dir wartet nichts.',
      rejected: 'Bisher wurde alles von dir angenommen.',
      withdrawn: 'Du hast nichts zurückgezogen.',
      approved: 'Von dir ging noch nichts durch die Freigabe.',
    },
    item: (name: string) => `Beitrag von ${name}`,
    withdrawnText: 'Was du zurückziehst, wird nicht aufgehoben.',
    openPublished: 'Zum veröffentlichten Beitrag',
  },
};
