import { realNetworkSuite } from './support/real-network.ts';

realNetworkSuite({ accounts: null, posts: null, people: 330 });
