import { onCluster } from '@fanfare/testkit';
import { realNetworkSuite } from './support/real-network.ts';

realNetworkSuite(
  onCluster()
    ? { accounts: 300, posts: 800, people: 75, compared: 15 }
    : { accounts: 500, posts: null, people: 150 },
);
