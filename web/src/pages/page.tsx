/** The heading of a page, which is the window's title too, and what gets the focus when one comes here by a link. */
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { headingIsThere } from '../app/scroll.ts';
import { useInstance } from '../data/me.ts';
import css from './page.module.css';

interface Props {
  title: string;
  /** Beside the heading. */
  actions?: ReactNode;
  /** The heading is for screen readers only, where the page says by itself what it is. */
  unseen?: boolean;
  children: ReactNode;
}

/** For pages whose heading is a part of what they show. */
export function useTitle(title: string): void {
  const { data: instance } = useInstance();
  const place = instance?.title ?? 'Fanfare';
  useEffect(() => {
    document.title = title === place || title === '' ? place : `${title} · ${place}`;
  }, [title, place]);
  useEffect(headingIsThere, []);
}

export function Page({ title, actions, unseen = false, children }: Props) {
  useTitle(title);
  return (
    <>
      <header className={unseen ? 'unseen' : css.head}>
        <h1>{title}</h1>
        {actions}
      </header>
      {children}
    </>
  );
}
