/** The process of which the kit's tests want to know how it ends. */
import { kitChild } from '../kit/crash-child.ts';
import { clientOf } from './kit-site.test-support.ts';

const [file = '', mode, first] = process.argv.slice(2);
await kitChild(clientOf({ file }), mode, Number(first));
