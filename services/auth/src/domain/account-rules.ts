/** What a username, an e-mail address and a password may be. */
import type { FieldError } from '@fanfare/kernel';

export const USERNAME_MAX = 30;
export const PASSWORD_MIN = 8;
const EMAIL_MAX = 254;

/** Names of places and offices: as a user they would deceive. */
const reserved = new Set(
  `about abuse account accounts admin administration administrator admins api app apps auth autoconfig contact
  everyone fanfare health help helpdesk home hostmaster info instance internal legal login logout mailer_daemon
  metrics mod moderator moderators mods nobody nodeinfo noreply notifications null oauth official owner postmaster
  privacy public register root rules security server settings setup sign_in sign_out sign_up signin signup staff
  static status streaming submissions support system terms undefined webfinger webmaster well_known www`
    .split(/\s+/)
    .filter(Boolean),
);

/** Under this key a username is unique, and looked up. */
export function usernameKey(username: string): string {
  return username.toLowerCase();
}

/** Under this key an address is unique. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

const complaint = (error: FieldError['error'], description: string): FieldError => ({ error, description });
export const blank = complaint('ERR_BLANK', "can't be blank");
export const invalid = complaint('ERR_INVALID', 'is invalid');
export const taken = complaint('ERR_TAKEN', 'has already been taken');
export const mustBeAccepted = complaint('ERR_ACCEPTED', 'must be accepted');

/** @param official the operator chooses the name (command line, owner page): reserved ones are allowed */
export function usernameErrors(username: string, official = false): FieldError[] {
  if (username === '') return [blank];
  if (!/^[A-Za-z0-9_]+$/.test(username)) {
    return [complaint('ERR_INVALID', 'must contain only letters, numbers and underscores')];
  }
  if (username.length > USERNAME_MAX) {
    return [complaint('ERR_TOO_LONG', `is too long (maximum is ${USERNAME_MAX} characters)`)];
  }
  return !official && reserved.has(usernameKey(username)) ? [complaint('ERR_RESERVED', 'is reserved')] : [];
}

export function emailErrors(email: string): FieldError[] {
  const text = email.trim();
  if (text === '') return [blank, invalid];
  return text.length <= EMAIL_MAX && isEmail(text) ? [] : [invalid];
}

/** Something before the @, and behind it a name of a host that mail could go to (or a name on this machine). */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const host = text.slice(at + 1);
  if (at < 1 || local.length > 64 || /[\s"(),:;<>@[\\\]]/.test(local) || /^\.|\.\.|\.$/.test(local))
    return false;
  return host.split('.').every((label) => /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(label));
}

/** At least 8 characters, and no other rule. */
export function passwordErrors(password: string): FieldError[] {
  if (password === '') return [blank];
  return [...password].length < PASSWORD_MIN
    ? [complaint('ERR_TOO_SHORT', `is too short (minimum is ${PASSWORD_MIN} characters)`)]
    : [];
}
