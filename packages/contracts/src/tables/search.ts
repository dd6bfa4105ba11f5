/** Written by search. */
export interface SearchIndexTable {
  /** Which index; there is one. */
  name: string;
  /** What the index was given to keep, too. Different notes: the index is not the one that was left here. */
  note: string;
}
