import { AppError } from '@fanfare/kernel';

/** Another process of the group has done or taken over what this one was about to store: nothing of it is stored here. */
export class TakenOver extends AppError {
  constructor(what: string) {
    super('engine_away', { detail: `another process has moved ${what}` });
    this.name = 'TakenOver';
  }
}
