/** Every adapter refuses other types before anything else. @throws TypeError */
export function checkMediaType(type: string): void {
  if (!/^[\x21-\x7E](?:[\x20-\x7E]{0,253}[\x21-\x7E])?$/.test(type))
    throw new TypeError('A blob needs a media type of plain characters');
}
