import { onCluster } from '@fanfare/testkit';
import { modelSuite } from './model/suite.ts';

modelSuite(onCluster() ? 2 : 16);
