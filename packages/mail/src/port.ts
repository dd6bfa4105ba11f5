/** The mail port. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
  html?: string;
}

export interface Mail {
  /** False: letters only go to a folder, so nobody may be made to wait for one. */
  readonly delivers: boolean;
  /** Resolves when the letter was taken over. @throws AppError `engine_away` */
  send(letter: Letter): Promise<void>;
  health(): Promise<{ ok: boolean; detail?: string }>;
}
