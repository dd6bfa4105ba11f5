const oldest = 20;

/** What to tell somebody whose Node cannot even start us; empty when it can. */
export const oldNode =
  Number(process.versions.node.split('.')[0]) < oldest
    ? `Fanfare needs Node ${oldest} or newer to start (this is ${process.version}): get one from https://nodejs.org and run this again.`
    : '';
