/** auth: who people are, what applications may do, and the pages where both is decided. */
import type { ServiceModule } from '@fanfare/http';
import { engineCalls, noTracer } from '@fanfare/telemetry';
import { appRoutes } from './api/app-routes.ts';
import { credentialRoutes } from './api/credentials.ts';
import { oauthDiscoveryRoutes } from './api/oauth-discovery.ts';
import { oauthRevokeRoutes } from './api/oauth-revoke.ts';
import { oauthTokenRoutes } from './api/oauth-token.ts';
import { pageRoutes } from './api/pages/index.ts';
import { registerRoutes } from './api/register.ts';
import type { AuthConfig } from './config.ts';
import { provided } from './flows/contract.ts';
import type { Auth, AuthNeeds } from './flows/needs.ts';
import { passwords } from './flows/passwords.ts';
import { sweeper } from './flows/sweeper.ts';
import { authMetrics } from './metrics.ts';
import { attempts } from './store/attempts.ts';
import type { IdentityStore } from './store/identity.ts';
import { chooseIdentity } from './store/identity-choice.ts';
import { liveTokens } from './store/live-tokens.ts';
import { observedIdentity } from './store/observed-identity.ts';

export type { AuthNeeds };

/** Everything that the flows work with. */
export function authOf(config: AuthConfig, needs: AuthNeeds, identity: IdentityStore): Auth {
  return {
    ...needs,
    config,
    identity,
    attempts: attempts(needs.cache, needs.log, config.RATE_LIMITS),
    live: liveTokens(needs.cache),
    passwords: passwords(),
    counted: authMetrics(needs.metrics),
  };
}

export function authModule(config: AuthConfig, needs: AuthNeeds): ServiceModule {
  const identity = chooseIdentity(config.IDENTITY_URL, needs);
  const calls = engineCalls(needs.metrics, needs.tracer ?? noTracer, 'identity');
  const auth = authOf(config, needs, observedIdentity(identity.store, calls));
  const background = sweeper(auth);
  return {
    name: 'auth',
    provides: provided(auth),
    routes: [
      ...appRoutes(auth),
      ...registerRoutes(auth),
      ...credentialRoutes(auth),
      ...oauthTokenRoutes(auth),
      ...oauthRevokeRoutes(auth),
      ...oauthDiscoveryRoutes(auth),
      ...pageRoutes(auth),
    ],
    consumers: [],
    ...(identity.health === undefined ? {} : { health: { identity: identity.health } }),
    async start() {
      await identity.open();
      await background.start();
    },
    async stop() {
      await background.stop();
      await identity.close();
    },
  };
}
