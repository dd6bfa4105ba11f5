import { openingCases } from '../kit/index.ts';
import { postgresSite } from './kit-site.test-support.ts';

openingCases('postgres', postgresSite);
