/** The mail port. */
export interface Letter {
  /** One bare address, `name@host`. */
  to: string;
  /** One line, in any script. */
  subject: string;
  text: string;
  html?: string;
}

export interface Mail {
  /** False: letters only go to a folder, so nobody may be made to wait for one. */
  readonly delivers: boolean;
  /**
   * Resolves when the letter was taken over.
   * @throws AppError `invalid` for an address or subject that cannot stand in a header, `engine_away`, `disk_full`
   */
  send(letter: Letter): Promise<void>;
  health(): Promise<{ ok: boolean; detail?: string }>;
}
