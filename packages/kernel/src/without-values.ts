/** What an engine or a parser said, without the values it quotes: those may be somebody's text, address or password. */

/** What names of ours stand behind these words; they are worth knowing, and no person chose them. */
const named = /\b(constraint|relation|column|table|index|function|key) (["'`])([\w.-]{1,64})\2/g;
const userInfo = /\/\/[^\s/@]*@/g;
const mailAddress = /[^\s<>()[\]"',;:=]+@[^\s<>()[\]"',;:]+/g;

/** A value may hold quotes itself, so all from the first quote to its last fellow goes. */
export function withoutValues(text: string): string {
  return masked(text.replace(named, '$1 $3'))
    .replace(userInfo, '//…@')
    .replace(mailAddress, (found) => (found.startsWith('//') ? found : '…@…'));
}

function masked(text: string): string {
  // Within a word it is an apostrophe.
  const first = text.search(/["`]|(?<![\p{L}\d])'/u);
  if (first < 0) return text;
  const quote = text.charAt(first);
  const last = text.lastIndexOf(quote);
  // What one alone opens was cut off.
  if (last === first) return `${text.slice(0, first + 1)}…`;
  return `${text.slice(0, first + 1)}…${quote}${masked(text.slice(last + 1))}`;
}
