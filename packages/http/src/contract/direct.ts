/** A contract inside one process: the implementation, called through the same schema check. */
import type { Client, Contract, Method } from '@fanfare/contracts';
import { AppError, isAppError } from '@fanfare/kernel';
import type { Checker } from '../schema/checker.ts';
import { checkerOf } from '../schema/checker.ts';
import type { Problem } from '../schema/problem.ts';

type Implementation = Record<string, (input: unknown) => Promise<unknown>>;

/**
 * @param implementation asked at each call, so that modules may be made in any order
 * Errors are AppErrors, as over the wire: what else the implementation throws is `internal` with that cause.
 */
export function directClient<Methods extends Record<string, Method>>(
  contract: Contract<Methods>,
  implementation: () => Client<Contract<Methods>>,
): Client<Contract<Methods>> {
  const client: Implementation = {};
  for (const [name, method] of Object.entries(contract.methods)) {
    const label = `${contract.service}.${name}`;
    const checks = lazyChecks(method);
    client[name] = async (input) => {
      const { input: checkInput, output: checkOutput } = checks();
      refuse(checkInput(input), `${label} was asked wrongly`);
      const call = (implementation() as Implementation)[name];
      if (call === undefined) throw new AppError('internal', { detail: `${label} is not implemented` });
      const output = await answered(call, input);
      refuse(checkOutput(output), `${label} answered wrongly`);
      return output;
    };
  }
  return client as Client<Contract<Methods>>;
}

async function answered(call: (input: unknown) => Promise<unknown>, input: unknown): Promise<unknown> {
  try {
    return await call(input);
  } catch (error) {
    throw asWireError(error);
  }
}

/** Made at the first call: most methods of a process are never called in it. */
export function lazyChecks(method: Method): () => { input: Checker; output: Checker } {
  let checks: { input: Checker; output: Checker } | undefined;
  return () => {
    checks ??= { input: checkerOf(method.input), output: checkerOf(method.output) };
    return checks;
  };
}

/** A value that does not fit is a fault of the program, never the client's. */
export function refuse(problem: Problem | null, what: string): void {
  if (problem !== null) throw new AppError('internal', { detail: `${what}: ${problem}` });
}

export function asWireError(error: unknown): AppError {
  return isAppError(error) ? error : new AppError('internal', { cause: error });
}
