/** The mean colour of a picture, which its blurhash begins with: stands in its place while it loads. */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~';

/** @returns a CSS colour; undefined when there is no usable blurhash */
export function blurhashColour(blurhash: string | null | undefined): string | undefined {
  if (blurhash == null || blurhash.length < 6) return undefined;
  let value = 0;
  for (const sign of blurhash.slice(2, 6)) {
    const digit = digits.indexOf(sign);
    if (digit < 0) return undefined;
    value = value * 83 + digit;
  }
  return `rgb(${value >> 16} ${(value >> 8) & 255} ${value & 255})`;
}
