/** What the person who typed `make start` sees. */
import { resolve } from 'node:path';
import { styleText } from 'node:util';
import type { Composition } from './compose.ts';
import type { AllValues } from './services.ts';

export async function banner(composition: Composition, values: AllValues): Promise<string[]> {
  const { publicUrl } = composition;
  const { path } = composition.services.includes('auth')
    ? await composition.contracts.auth.ownerLink({})
    : { path: null };
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(publicUrl).hostname);
  const { registrations, registrationsOpen } = await composition.place();
  const unsaid = registrations === null && values.REGISTRATIONS === null;
  const hint = ' (PUBLIC_URL is not this machine; REGISTRATIONS=open lets people sign up)';
  return [
    '',
    `  Fanfare is ready at ${styleText('bold', publicUrl)}`,
    '',
    ...(path === null
      ? []
      : [
          `  Make yourself the owner (this link works once):`,
          `    ${styleText(['bold', 'underline'], `${publicUrl}${path}`)}`,
          '',
        ]),
    `  Data             ${resolve(values.FANFARE_DATA)}`,
    `  Registration     ${registrationsOpen ? 'open' : 'closed'}${unsaid && !registrationsOpen ? hint : ''}`,
    ...(local
      ? [
          '  Let others in    PUBLIC_URL=https://your.name, behind a proxy that does TLS;',
          '                   HOST=0.0.0.0 if that proxy runs on another machine',
        ]
      : [`  Others use it    ${publicUrl}`]),
    '  Commands         npx fanfare --help (npx fanfare seed makes a small demo)',
    '  Stop             Ctrl-C',
    '',
  ];
}
