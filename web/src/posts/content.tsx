/** What a post says: its warning, its text and its pictures. */
import type { MouseEvent } from 'react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Post } from '../api/entities.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import css from './content.module.css';
import { Pictures } from './pictures.tsx';

export function Content({ post }: { post: Post }) {
  const { post: texts } = useTexts();
  const [open, setOpen] = useState(false);
  const warned = post.spoilerText !== '';
  return (
    <div lang={post.language ?? ''} dir="auto">
      {warned ? (
        <p className={css.warning}>
          <span dir="auto">{post.spoilerText}</span>
          <Button look="second" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? texts.hide : texts.show}
          </Button>
        </p>
      ) : null}
      {warned && !open ? null : (
        <>
          <Markup html={post.content} />
          <Pictures pictures={post.mediaAttachments} hidden={post.sensitive && !warned} />
        </>
      )}
    </div>
  );
}

/** Markup of the server's renderer: escaped text, paragraphs and links. Links to this place stay in the client. */
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
      className={className ?? css.markup}
      onClick={onClick}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: made by the server from plain text, and no script may run
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
