import { openingCases } from '../kit/index.ts';
import { mysqlSite } from './kit-site.test-support.ts';

openingCases('mysql', mysqlSite);
