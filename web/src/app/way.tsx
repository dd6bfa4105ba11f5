/** A link around the place: brings the page's files before it is pressed; on the page itself it leads to the top. */
import type { MouseEvent, ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { pressedAgain } from './arrival.ts';
import { preload } from './routes.tsx';

interface Props {
  to: string;
  className?: string | undefined;
  title?: string;
  /** false: it stands for more than the page that it leads to. */
  tellsHere?: boolean;
  children: ReactNode;
}

export function useHere(path: string): boolean {
  const [here] = useLocation();
  return here === path;
}

export function Way({ to, className = 'way', title, tellsHere = true, children }: Props) {
  const here = useHere(to);

  function onClick(event: MouseEvent): void {
    if (!here || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    pressedAgain();
  }

  return (
    <Link
      href={to}
      className={className}
      title={title}
      aria-current={here && tellsHere ? 'page' : undefined}
      onClick={onClick}
      onPointerEnter={() => preload(to)}
      onFocus={() => preload(to)}
    >
      {children}
    </Link>
  );
}
