import { databaseKit } from '../kit/index.ts';
import { sqliteSite } from './kit-site.ts';

databaseKit('sqlite', sqliteSite);
