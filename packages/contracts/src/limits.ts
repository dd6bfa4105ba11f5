/** Limits that one service enforces and another one states (`configuration` of the instance). */
export const limits = {
  /** Characters of a post with its content warning, counted as `countCharacters` of `@fanfare/text` does. */
  statusCharacters: 500,
  /** What a link counts, however long it is. */
  charactersPerUrl: 23,
  statusMedia: 4,
  /** Characters of a description of a picture. */
  mediaDescription: 1500,
  imageTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'],
  /** Bytes. */
  imageBytes: 16 * 1024 * 1024,
  /** Pixels: width times height. */
  imagePixels: 33_177_600,
  displayName: 100,
  note: 500,
  profileFields: 4,
  profileFieldName: 255,
  profileFieldValue: 255,
  avatarDescription: 1500,
  headerDescription: 1500,
  placeTitle: 80,
  placeDescription: 1000,
  rules: 25,
  ruleText: 500,
  ruleHint: 300,
} as const;
