/** Markup of the server's renderer: escaped text, paragraphs and links. Links to this place stay in the client. */
import type { MouseEvent } from 'react';
import { useLocation } from 'wouter';
import { clsx } from '../ui/clsx.ts';
import css from './markup.module.css';

export function Markup({ html, className }: { html: string; className?: string }) {
  const [, navigate] = useLocation();
  function onClick(event: MouseEvent<HTMLDivElement>): void {
    const link = (event.target as Element).closest('a');
    if (link === null || link.origin !== location.origin || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links inside are what is pressed, by key too
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click
    <div
      // `content` is the server's class for the same markup: writing directions, shortened addresses.
      className={clsx('content', css.markup, className)}
      onClick={onClick}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: made by the server from plain text, and no script may run
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
