export const trouble = {
  offline: 'The server cannot be reached. Are you connected?',
  missing: 'This is not here, or not for you to see.',
  tooFast: 'That was a bit fast. Try again in a moment.',
  away: 'A part of this place is away for a moment. Try again soon.',
  broken: 'Something broke on the server. It is not your fault; try again.',
  signedOut: 'You are not signed in any more.',
  signInAgain: 'Sign in again',
  nothingLost: 'What you have written is kept.',
  retry: 'Try again',
  signInRefused: 'You did not let the client in. Nothing has changed.',
  signInStale: 'This sign-in was not begun in this window, or is an old one.',
};
