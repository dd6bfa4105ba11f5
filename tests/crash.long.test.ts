import { crashSuite } from './support/crash.ts';

crashSuite(24);
