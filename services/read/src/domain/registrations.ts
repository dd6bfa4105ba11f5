/** Whether accounts can be made: as set; unset, only on an address that nobody else reaches. */
export function registrationsOpen(setting: 'open' | 'closed' | null, publicUrl: string): boolean {
  if (setting !== null) return setting === 'open';
  const host = new URL(publicUrl).hostname;
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
  );
}
