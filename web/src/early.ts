/** Runs before the first paint, so it is nearly nothing, a script of its own, and knows no other file of the client. */
{
  const stored = (name: string) => JSON.parse(localStorage.getItem(name) ?? 'null')?.state;
  const theme = stored('fanfare.theme')?.theme;
  if (theme === 'light' || theme === 'dark') document.documentElement.style.colorScheme = theme;
  // Whoever is signed in begins at home, and need not see for a moment what strangers see.
  if (location.pathname === '/' && stored('fanfare.session')?.signedIn) location.replace('/home');
}
