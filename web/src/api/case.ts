/** Names of the API (snake_case) as masto hands them out (camelCase), and back. */

export function camelKeys(value: unknown): unknown {
  return rename(value, (name) => name.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase()));
}

export function snakeKeys(value: unknown): unknown {
  return rename(value, (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

function rename(value: unknown, as: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => rename(one, as));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [as(name), rename(inner, as)]));
}
