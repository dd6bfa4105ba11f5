import { realNetworkSuite } from './support/real-network.ts';

realNetworkSuite(null, 330);
