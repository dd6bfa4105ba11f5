/** How a contract's call looks over HTTP: the output as JSON with 200, an error by its code. */
import type { ErrorCode, FieldError } from '@fanfare/kernel';
import { AppError, errorCatalogue } from '@fanfare/kernel';
import { isRecord } from '../schema/problem.ts';

export interface WireError {
  code: ErrorCode;
  error: string;
  fields?: Record<string, FieldError[]>;
  extra?: Record<string, unknown>;
}

export function pathOf(service: string, method: string): string {
  return `/internal/${service}/${method}`;
}

/** What the other side may know: neither detail nor cause. */
export function toWire(error: AppError): WireError {
  const { fields, extra } = error.options;
  return { code: error.code, error: error.message, fields, extra };
}

/** The implementation's own error; null for any other answer (a proxy's page, a refused key). */
export function fromWire(body: unknown, label: string): AppError | null {
  if (!isRecord(body) || typeof body.code !== 'string' || !Object.hasOwn(errorCatalogue, body.code))
    return null;
  const wire = body as unknown as WireError;
  return new AppError(wire.code, {
    text: wire.error,
    fields: wire.fields,
    extra: wire.extra,
    detail: `answered by ${label}`,
    logged: true,
  });
}
