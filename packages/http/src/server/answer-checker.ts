/** For tests: holds what handlers answer against the route's schemas. */
import { AppError } from '@fanfare/kernel';
import type { TSchema } from 'typebox';
import type { Route } from '../route.ts';
import { Answer } from '../route.ts';

/** @throws AppError `internal` that says where the answer differs */
export type AnswerChecker = (result: unknown) => Promise<void>;

export function answerChecker(route: Route): AnswerChecker | null {
  const { answers } = route;
  if (answers === undefined) return null;
  const compiled = new Map<TSchema, (value: unknown) => string[]>();
  return async (result) => {
    const status = result instanceof Answer ? result.status : 200;
    const schema = answers[status];
    if (schema === undefined) throw mismatch(route, status, ['the route declares no answer of this status']);
    const value = asSent(result instanceof Answer ? result.body : result);
    let errorsOf = compiled.get(schema);
    if (errorsOf === undefined) {
      const { Compile } = await import('typebox/compile');
      const validator = Compile(schema);
      errorsOf = (of) =>
        validator.Check(of)
          ? []
          : validator.Errors(of).map((error) => `${error.instancePath || '/'} ${error.message}`);
      compiled.set(schema, errorsOf);
    }
    const errors = errorsOf(value);
    if (errors.length > 0) throw mismatch(route, status, errors);
  };
}

/** As the client gets it: members that are undefined are gone, rendered JSON is read. */
function asSent(body: unknown): unknown {
  if (body === undefined) return {};
  const text =
    typeof body === 'string'
      ? body
      : body instanceof Uint8Array
        ? Buffer.from(body).toString('utf8')
        : JSON.stringify(body);
  return JSON.parse(text);
}

function mismatch(route: Route, status: number, errors: readonly string[]): AppError {
  const detail = `${route.method} ${route.path} ${status} does not fit its schema: ${errors.slice(0, 10).join('; ')}`;
  return new AppError('internal', { detail });
}
