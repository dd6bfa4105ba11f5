/** Paths and answers as they are compared. */

/** Addresses of unpublished pictures are new in every answer. */
export function lasting(text: string): string {
  return text.replaceAll(/media\/pending\/[\w-]+/g, 'media/pending');
}

/** Whether a request for one path reaches the route of the other. */
export function fits(route: string, path: string): boolean {
  const parts = path.split('/');
  return (
    route.split('/').length === parts.length &&
    route.split('/').every((part, index) => part.startsWith(':') || part === parts[index])
  );
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not a text at all: as it stands.
    return text;
  }
}
