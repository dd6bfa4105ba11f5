import { databaseKit } from '../kit/index.ts';
import { mysqlSite } from './kit-site.test-support.ts';

databaseKit('mysql', mysqlSite);
