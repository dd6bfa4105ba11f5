/** The router takes a parameter for a whole part of a path only; a name follows an @. */

/** @returns what the router matches with */
export function patternOf(path: string): string | RegExp {
  if (!path.includes('/@:')) return path;
  return new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`, 'i');
}

/** null: the address is another's. */
export function paramsIn(path: string, address: string): Record<string, string | undefined> | null {
  const found = new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`, 'i').exec(address);
  return found && { ...found.groups };
}
