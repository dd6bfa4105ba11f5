import { realNetworkSuite } from './support/real-network.ts';

realNetworkSuite(500, 150);
