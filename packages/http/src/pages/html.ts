/** The escaping template: `${text}` is escaped, `!${markup}` is put in as it is. */
export { html } from 'ghtml';
