/** @returns false after saying what went wrong */
export function buildWeb(runtime: string, root?: string): Promise<boolean>;
/** @returns ends it */
export function watchWeb(runtime: string, root?: string): () => void;
