/** The client: providers, the frame around every page, and the page that the address names. */
import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { useSession } from '../api/session.ts';
import { ApprovalNews } from '../approval/news.tsx';
import { ComposerMount } from '../compose/mount.tsx';
import { queryClient } from '../data/query-client.ts';
import { Live } from '../live/live.tsx';
import { Missing, SignInFirst } from '../pages/missing.tsx';
import { usePostKeys } from '../posts/post-keys.ts';
import { Loading } from '../ui/loading.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { Boundary } from './boundary.tsx';
import { Frame } from './frame.tsx';
import { TheOpenWindow } from './open-window.tsx';
import { patternOf } from './pattern.ts';
import type { ClientRoute } from './routes.tsx';
import { routes } from './routes.tsx';
import { useScrollMemory } from './scroll.ts';

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Live />
      <ApprovalNews />
      <Frame>
        <Pages />
      </Frame>
      <TheOpenWindow />
      <ComposerMount />
      <Toasts />
    </QueryClientProvider>
  );
}

function Pages() {
  const [path] = useLocation();
  useScrollMemory();
  usePostKeys();
  return (
    <Boundary path={path}>
      <Suspense fallback={<Loading />}>
        <Switch>
          {routes.map((route) => (
            <Route key={route.place ?? route.path} path={patternOf(route.path)}>
              {(params) => <Guarded route={route} params={params} />}
            </Route>
          ))}
          <Route>
            <Missing />
          </Route>
        </Switch>
      </Suspense>
    </Boundary>
  );
}

function Guarded({ route, params }: { route: ClientRoute; params: Record<string, string | undefined> }) {
  const signedIn = useSession((state) => state.signedIn !== null);
  if (route.signedIn === true && !signedIn) return <SignInFirst />;
  const { page: Page } = route;
  return <Page params={params} />;
}
