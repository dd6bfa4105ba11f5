/** Preloaded into a process (`--import`), says on stderr which packages it loads, as `loaded NAME`. */
import { registerHooks } from 'node:module';

const said = new Set<string>();

registerHooks({
  load(url, context, next) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
    if (name !== undefined && !said.has(name)) {
      said.add(name);
      process.stderr.write(`loaded ${name}\n`);
    }
    return next(url, context);
  },
});
