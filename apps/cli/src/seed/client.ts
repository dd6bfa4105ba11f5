/** A client of the public API, as small as the demo needs it. */
import type { ServiceName } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';

/** @throws AppError with what the server said, unless it said yes */
export type DemoClient = <Body>(
  service: ServiceName,
  method: string,
  path: string,
  sent?: object | FormData,
) => Promise<Body>;

/** @param address of a service that answers the API */
export function demoClient(
  address: (service: ServiceName) => Promise<string>,
  username: string,
  token: string,
): DemoClient {
  return async <Body>(service: ServiceName, method: string, path: string, sent?: object | FormData) => {
    const form = sent instanceof FormData;
    const response = await fetch(`${await address(service)}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(sent === undefined || form ? {} : { 'content-type': 'application/json' }),
      },
      ...(sent === undefined ? {} : { body: form ? sent : JSON.stringify(sent) }),
    });
    if (response.ok) return (await response.json()) as Body;
    throw new AppError('conflict', {
      text: `${method} ${path} as @${username}: ${response.status} ${(await response.text()).slice(0, 200)}`,
    });
  };
}
