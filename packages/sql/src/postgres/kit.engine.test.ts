import { databaseKit } from '../kit/index.ts';
import { postgresSite } from './kit-site.test-support.ts';

databaseKit('postgres', postgresSite);
