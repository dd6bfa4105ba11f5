/**
 * A contract is a value: the methods that one service offers to the others, with TypeBox schemas.
 * `packages/http` turns an implementation into internal routes and a URL into a client; in one
 * process the implementation is called directly through the same schema check.
 */
import type { ServiceName } from '@fanfare/kernel';
import type { Static, TSchema } from 'typebox';

export interface Method<Input extends TSchema = TSchema, Output extends TSchema = TSchema> {
  /** Safe to ask twice: the client may try another instance. */
  readonly safe: boolean;
  /** How long a caller in another process waits, in ms, where the usual is too short. */
  readonly deadline?: number;
  readonly input: Input;
  readonly output: Output;
}

export interface Contract<Methods extends Record<string, Method> = Record<string, Method>> {
  readonly service: ServiceName | 'server';
  readonly methods: Methods;
}

/** What a service implements, and what a caller holds: the same functions, direct or over HTTP. */
export type Client<Of> =
  Of extends Contract<infer Methods>
    ? {
        [Name in keyof Methods]: (
          input: Static<Methods[Name]['input']>,
        ) => Promise<Static<Methods[Name]['output']>>;
      }
    : never;

export function defineContract<const Methods extends Record<string, Method>>(
  service: ServiceName | 'server',
  methods: Methods,
): Contract<Methods> {
  return { service, methods };
}

/** A method that changes nothing. */
export function query<const Input extends TSchema, const Output extends TSchema>(
  input: Input,
  output: Output,
) {
  return { safe: true, input, output } as const;
}

/** A method that changes something. */
export function command<const Input extends TSchema, const Output extends TSchema>(
  input: Input,
  output: Output,
) {
  return { safe: false, input, output } as const;
}
