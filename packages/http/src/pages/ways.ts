/** The ways around on pages that the web client takes over, as it has them itself (web/src/app/open-frame.tsx). */
const globe =
  '<circle cx="12" cy="12" r="10"/><path d="M12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20"/><path d="M2 12h20"/>';
const lens = '<path d="m21 21-4.34-4.34"/><circle cx="11" cy="11" r="8"/>';

const way = (path: string, label: string, icon: string) =>
  `<li><a class="way" href="${path}"><svg class="sign" viewBox="0 0 24 24" aria-hidden="true">${icon}</svg><span>${label}</span></a></li>`;

export const ways = `<nav class="ways" aria-label="Main"><ul>${way('/public', 'Everybody', globe)}${way('/search', 'Search', lens)}</ul><a class="button small" href="/auth/sign_in">Sign in</a></nav>`;
