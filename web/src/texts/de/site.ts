import type { Texts } from '../index.ts';

export const site: Texts['site'] = {
  home: 'Start',
  public: 'Alle',
  notifications: 'Mitteilungen',
  search: 'Suche',
  profile: 'Profil',
  bookmarks: 'Lesezeichen',
  favourites: 'Favoriten',
  waiting: 'Wartet auf Freigabe',
  review: 'Prüfen',
  settings: 'Einstellungen',
  more: 'Mehr',
  skip: 'Zum Inhalt springen',
  navigation: 'Hauptmenü',
  signIn: 'Anmelden',
  signUp: 'Konto anlegen',
  signOut: 'Abmelden',
  newPost: 'Neuer Beitrag',
  reconnecting: 'Keine Verbindung. Neue Beiträge kommen, sobald sie wieder da ist.',
  loading: 'Lädt',
};
