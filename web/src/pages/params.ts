/** What stands in the address in the place of the route's names. */
export type PageParams = Record<string, string | undefined>;
