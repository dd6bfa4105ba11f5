import { parseArgs } from 'node:util';

export interface Options {
  json: boolean;
  write: boolean;
  /** Names of profiles; empty: measure. */
  profile: string[];
  /** Names of scenarios; empty: all. */
  only: string[];
}

export function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      profile: { type: 'string', multiple: true, default: [] },
    },
  });
  // PROFILE=1 asks for the usual two.
  const profile = values.profile.flatMap((name) => (name === '1' ? ['home', 'post'] : name.split(',')));
  return { json: values.json, write: values.write, profile, only: positionals };
}
