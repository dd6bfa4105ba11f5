/** The mark and the place's name, as the server's pages have them; leads to the beginning. */
import { useSession } from '../api/session.ts';
import { useInstance } from '../data/me.ts';
import { clsx } from '../ui/clsx.ts';
import { Way } from './way.tsx';

export function Brand({ className }: { className?: string | undefined }) {
  const { data: instance } = useInstance();
  const signedIn = useSession((state) => state.signedIn !== null);
  return (
    <Way to={signedIn ? '/home' : '/'} className={clsx('brand', className)} tellsHere={false}>
      <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
        <path d="M4 13v6l4 .6V12.400zM10 12.100v7.800l14 5.100V7zM26 11.500a6 6 0 0 1 0 9zM11.500 21.800l1.600 5.200h4l-1.900-3.900z" />
      </svg>
      <bdi className="site-name">{instance?.title ?? 'Fanfare'}</bdi>
    </Way>
  );
}
