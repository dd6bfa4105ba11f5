import own from '../../package.json' with { type: 'json' };

export const softwareVersion: string = own.version;
/** Clients read features off the first number; ours stands behind the plus. */
export const apiVersion = `4.6.0+fanfare-${softwareVersion}`;
/** Rises only to what is complete. */
export const mastodonApi = 1;
