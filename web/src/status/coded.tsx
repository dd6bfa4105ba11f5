/** A sentence with commands between backticks. */
export function Coded({ text }: { text: string }) {
  return text.split('`').map((part, at) => (at % 2 === 0 ? part : <code key={part}>{part}</code>));
}
