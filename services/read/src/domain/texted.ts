/** Entities are sent as texts: what does not change between versions is turned into JSON once. */

export interface Texted<Value extends object> {
  readonly value: Value;
  /** Its members as JSON, without the brackets; made when it is first asked for. */
  members(): string;
}

export function texted<Value extends object>(value: Value): Texted<Value> {
  let text: string | undefined;
  return {
    value,
    members() {
      text ??= JSON.stringify(value).slice(1, -1);
      return text;
    },
  };
}
