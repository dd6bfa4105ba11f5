import type { Texts } from '../index.ts';

export const trouble: Texts['trouble'] = {
  offline: 'Der Server ist nicht erreichbar. Besteht eine Verbindung?',
  missing: 'Das gibt es hier nicht, oder es ist nicht für dich sichtbar.',
  tooFast: 'Das war etwas schnell. Versuch es gleich noch einmal.',
  away: 'Ein Teil dieses Ortes ist gerade nicht da. Versuch es bald noch einmal.',
  broken: 'Auf dem Server ist etwas schiefgegangen. Es liegt nicht an dir; versuch es noch einmal.',
  signedOut: 'Du bist nicht mehr angemeldet.',
  signInAgain: 'Wieder anmelden',
  nothingLost: 'Was du geschrieben hast, bleibt erhalten.',
  retry: 'Noch einmal',
  pageBroken: 'Diese Seite konnte nicht gezeigt werden. Neu laden hilft vielleicht.',
  reload: 'Neu laden',
  signInRefused: 'Du hast den Zugriff nicht erlaubt. Nichts hat sich geändert.',
  signInStale: 'Diese Anmeldung wurde nicht in diesem Fenster begonnen oder ist veraltet.',
};
