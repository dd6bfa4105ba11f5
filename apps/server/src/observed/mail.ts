import type { Mail } from '@fanfare/mail';
import type { EngineCalls } from '@fanfare/telemetry';

/** The same mail, with its letters counted and timed. */
export function observedMail(mail: Mail, { watch }: EngineCalls): Mail {
  return {
    delivers: mail.delivers,
    send: (letter) => watch('send', mail.send(letter)),
    health: () => mail.health(),
  };
}
