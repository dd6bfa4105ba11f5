import { databaseKit } from '../kit/index.ts';
import { sqliteSite } from './kit-site.test-support.ts';

databaseKit('sqlite', sqliteSite);
