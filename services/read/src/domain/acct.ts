/**
 * The username that an `acct` names here, or null when it names an account of another server. Takes a leading @,
 * and this server's own host with or without its port.
 */
export function localUsername(acct: string, host: string): string | null {
  const [username = '', domain, ...more] = acct.trim().replace(/^@/, '').split('@');
  if (username === '' || more.length > 0) return null;
  if (domain === undefined) return username;
  const own = [host, host.replace(/:\d+$/, '')];
  return own.includes(domain.toLowerCase()) ? username : null;
}
