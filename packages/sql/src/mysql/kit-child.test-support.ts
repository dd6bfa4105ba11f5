/** The process of which the kit's tests want to know how it ends. */
import { kitChild } from '../kit/crash-child.ts';
import { clientOf } from './kit-site.test-support.ts';

const [url = '', mode, first] = process.argv.slice(2);
await kitChild(await clientOf({ url }), mode, Number(first));
