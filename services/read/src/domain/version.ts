import own from '../../package.json' with { type: 'json' };

export const softwareVersion: string = own.version;
const followedVersion = '4.6.0';
/** Clients read features off the first number; ours stands behind the plus. */
export const apiVersion = `${followedVersion}+fanfare-${softwareVersion}`;
/** The API that is followed here: apps that know neither name nor version of ours ask NodeInfo for it. */
export const followedApi = { name: 'mastodon', version: followedVersion };
/** Rises only to what is complete. */
export const mastodonApi = 1;
