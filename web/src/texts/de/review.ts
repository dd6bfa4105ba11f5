import type { Texts } from '../index.ts';
import { counted } from './counted.ts';

const posts = (count: number) => counted(count, 'Beitrag', 'Beiträge');

type Review = Omit<Texts['approval'], 'reasons' | 'undo' | 'line' | 'news' | 'own'>;

export const review: Review = {
  staff: {
    only: 'Diese Seite ist für alle, die hier Beiträge prüfen.',
    again: 'Melde dich zum Prüfen noch einmal an',
    why: 'Für den Alltag hat dieser Browser kein Recht, über Beiträge anderer zu entscheiden; das ist sicherer. Zum Prüfen braucht er es: Du wirst einmal gefragt und kommst hierher zurück.',
    signIn: 'Zum Prüfen anmelden',
  },
  roles: { owner: 'Eigentümer', admin: 'Admins', moderator: 'Moderation', user: 'Alle anderen' },
  item: {
    label: (name: string) => `Beitrag von ${name} zum Prüfen`,
    select: (name: string) => `Beitrag von ${name} auswählen`,
    edit: 'Änderung',
    version: (version: number) => `Fassung ${version}`,
    warning: 'Inhaltswarnung:',
    picture: (number: number) => `Bild ${number}:`,
    noAlt: 'keine Beschreibung',
  },
  changes: {
    edit: 'Was die Änderung ändert',
    revised: 'Seit du es gelesen hast, überarbeitet',
    whole: 'Der ganze neue Text',
    sameText: 'Der Text bleibt, wie er ist.',
    hidden: 'Den veröffentlichten Beitrag darfst du nicht sehen; das ist der ganze neue Text.',
    notLoaded: 'Der veröffentlichte Beitrag konnte nicht geladen werden; das ist der ganze neue Text.',
    added: (count: number) => `${counted(count, 'Bild', 'Bilder')} dazu`,
    removed: (count: number) => `${counted(count, 'Bild', 'Bilder')} weniger`,
    reordered: 'Die Bilder tauschen die Plätze',
    description: (before: string, after: string) => `Bildbeschreibung: aus „${before}“ wird „${after}“`,
    sensitive: 'Als heikel markiert',
    notSensitive: 'Nicht mehr als heikel markiert',
    language: (name: string) => `Sprache: ${name}`,
  },
  thread: {
    label: 'Worauf geantwortet wird',
    gone: 'Worauf geantwortet wird, ist weg, oder du darfst es nicht sehen.',
    earlier: (count: number) => `${counted(count, 'früheren Beitrag', 'frühere Beiträge')} zeigen`,
    states: {
      pending: 'wartet selbst auf Freigabe',
      approved: 'veröffentlicht',
      rejected: 'wurde nicht angenommen',
      withdrawn: 'wurde zurückgezogen',
    },
  },
  history: {
    since: (date: string) => `Hier seit ${date}`,
    posts,
    decided: ({ approved, rejected, more }: { approved: number; rejected: number; more: boolean }) =>
      approved + rejected === 0
        ? 'noch nichts entschieden'
        : `${more ? 'zuletzt ' : ''}${approved} freigegeben, ${rejected} nicht angenommen`,
    newest: 'Was schon entschieden wurde',
    pictures: (count: number) => counted(count, 'Bild', 'Bilder'),
  },
  review: {
    title: 'Prüfen',
    pages: 'Prüfen',
    tab: (count: number) => (count === 0 ? 'Prüfen' : `Prüfen (${count > 99 ? '99+' : count})`),
    order: 'Reihenfolge',
    orders: { oldest: 'Älteste zuerst', newest: 'Neueste zuerst' },
    empty: 'Nichts wartet. Gut gemacht.',
    more: 'Mehr zeigen',
    bulk: 'Mehrere auf einmal',
    selectAll: 'Alle gezeigten auswählen',
    selected: (count: number) => `${count} ausgewählt`,
    approve: 'Freigeben',
    reject: 'Ablehnen …',
    approveMany: (count: number) => `${count} freigeben`,
    rejectMany: (count: number) => `${count} ablehnen …`,
    approved: 'Freigegeben',
    rejected: 'Abgelehnt',
    undoAll: (count: number) => `Alle ${count} rückgängig`,
    seen: 'OK',
    somebody: 'Jemand anderes',
    approvedBy: (name: string) => `${name} hat das freigegeben`,
    rejectedBy: (name: string, why: string | null) =>
      why === null ? `${name} hat das abgelehnt` : `${name} hat das abgelehnt: ${why}`,
    withdrawn: 'Wurde zurückgezogen',
    said: (what: 'approved' | 'rejected', count: number, left: number) =>
      `${posts(count)} ${what === 'approved' ? 'freigegeben' : 'abgelehnt'}. U macht es rückgängig. Noch ${left}.`,
    undone: (count: number) => `Rückgängig: ${posts(count)} wieder zu entscheiden.`,
    justRevised: 'Er wurde gerade überarbeitet: Lies ihn noch einmal.',
    nothingToUndo: 'Es gibt nichts mehr rückgängig zu machen.',
  },
  reject: {
    title: (count: number) => (count > 1 ? `${posts(count)} ablehnen` : 'Den Beitrag ablehnen'),
    code: 'Grund',
    reason: 'Ein Wort dazu',
    about:
      'Wer den Beitrag schrieb, liest den Grund und darf ihn überarbeiten. Wer entschied, steht nicht dabei.',
    keep: 'Diese Worte in diesem Browser aufheben, um sie wieder zu benutzen',
    templates: (count: number) => `Aufgehobene Worte (${count})`,
    dropTemplate: 'Nicht mehr aufheben',
    send: (count: number) => (count > 1 ? `${posts(count)} ablehnen` : 'Ablehnen'),
  },
  keys: {
    title: 'Tasten',
    on: 'Mit einzelnen Tasten entscheiden',
    list: {
      j: 'zum nächsten Beitrag',
      k: 'zum vorigen',
      a: 'freigeben, oder alle ausgewählten',
      r: 'ablehnen, oder alle ausgewählten',
      u: 'die letzte Entscheidung rückgängig machen',
      x: 'auswählen',
      'Shift + X': 'vom zuletzt ausgewählten bis hierher auswählen',
      '?': 'diese Tasten zeigen',
    },
  },
  policy: {
    title: 'Regelung',
    lead: 'Wer sofort veröffentlicht, und wessen Beiträge erst geprüft werden.',
    readOnly: 'Nur Admins und Eigentümer ändern die Regelung.',
    mode: 'Wessen Beiträge warten',
    modes: { off: 'Niemandes', 'new-accounts': 'Die neuer Konten', everyone: 'Die von allen' },
    aboutModes: {
      off: 'Alle Beiträge erscheinen sofort.',
      'new-accounts': 'Bis einige Beiträge eines Kontos freigegeben wurden; danach schreibt es frei.',
      everyone: 'Jeder Beitrag und jede Änderung wartet, egal wie lange jemand schon hier ist.',
    },
    approvedPosts: 'Freigegebene Beiträge, bis ein Konto frei ist',
    aboutApprovedPosts: 'Änderungen zählen nicht. Frühere Beiträge bleiben gezählt.',
    exemptRoles: 'Wer nie wartet',
    aboutRoles: 'Wer eine dieser Rollen hat, veröffentlicht sofort.',
    includeDirect: 'Auch Direktnachrichten warten',
    aboutDirect: 'Sie sind private Post: Damit lesen Prüfende, was Menschen einander schreiben.',
    waiting: (count: number) =>
      count === 0
        ? 'Jetzt wartet nichts. Was wartet, wenn sich die Regelung ändert, wartet weiter.'
        : `Jetzt ${count === 1 ? 'wartet' : 'warten'} ${posts(count)}, und das bleibt so, was immer du hier änderst: Über jeden ist zu entscheiden.`,
    save: 'Speichern',
    reset: 'Doch nicht ändern',
    saved: 'Die Regelung ist gespeichert. Sie gilt von jetzt an für jeden Beitrag.',
  },
  log: {
    title: 'Protokoll',
    action: 'Zeigen',
    everything: 'Alles',
    actions: {
      'submission.approve': 'Freigaben',
      'submission.reject': 'Ablehnungen',
      'policy.update': 'Änderungen der Regelung',
    },
    server: 'Die Kommandozeile des Servers',
    approved: 'gab frei:',
    rejected: 'lehnte ab:',
    postOf: (name: string) => `einen Beitrag von ${name}`,
    changedPolicy: 'änderte die Regelung',
    other: (action: string, target: string) => `${action}: ${target}`,
    onlyBy: (name: string) => `Nur von ${name}`,
    onlyAbout: 'Nur dieser Beitrag',
    everybody: 'Von allen',
    allPosts: 'Alle Beiträge',
    yesNo: (is: boolean) => (is ? 'ja' : 'nein'),
    nobody: 'niemand',
    empty: 'Nichts ist verzeichnet.',
  },
};
