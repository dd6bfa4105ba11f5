/** What a page says of itself to search engines, link previews and feed readers. */
import { html } from '@fanfare/http';

export interface PreviewPicture {
  url: string;
  alt: string;
  width?: number;
  height?: number;
}

export interface HeadParts {
  /** Open Graph's kinds. */
  type: 'website' | 'profile' | 'article';
  siteName: string;
  title: string;
  description: string;
  /** The page's one address. */
  canonical: string;
  pictures: readonly PreviewPicture[];
  /** The pictures are what the page is about, not the face of who wrote it. */
  large?: boolean;
  /** Search engines may list it. */
  indexed: boolean;
  /** Of the page with older posts. */
  next?: string | null;
  /** Of the oEmbed answer about this page. */
  oembed?: string;
  /** Further properties, as `article:published_time`. */
  facts?: readonly (readonly [property: string, content: string])[];
  /** Schema.org's, as JSON-LD. */
  data?: object;
}

export function pageHead(of: HeadParts): string {
  const properties: (readonly [string, string])[] = [
    ['og:type', of.type],
    ['og:site_name', of.siteName],
    ['og:title', of.title],
    ['og:description', of.description],
    ['og:url', of.canonical],
    ...of.pictures.flatMap(pictureFacts),
    ...(of.facts ?? []),
  ];
  return [
    html`<link rel="canonical" href="${of.canonical}">`,
    of.next ? html`<link rel="next" href="${of.next}">` : '',
    of.indexed ? '' : '<meta name="robots" content="noindex">',
    of.oembed === undefined
      ? ''
      : html`<link rel="alternate" type="application/json+oembed" href="${of.oembed}" title="${of.title}">`,
    ...properties
      .filter(([, content]) => content !== '')
      .map(([name, content]) => html`<meta property="${name}" content="${content}">`),
    html`<meta name="twitter:card" content="${of.large === true ? 'summary_large_image' : 'summary'}">`,
    of.data === undefined ? '' : jsonLd(of.data),
  ]
    .filter(Boolean)
    .join('\n');
}

function pictureFacts({ url, alt, width, height }: PreviewPicture): (readonly [string, string])[] {
  return [
    ['og:image', url],
    ...(width === undefined || height === undefined
      ? []
      : ([
          ['og:image:width', String(width)],
          ['og:image:height', String(height)],
        ] as const)),
    ['og:image:alt', alt],
  ];
}

/** A data block, which is never run. Nothing in it may end the element. */
function jsonLd(data: object): string {
  const text = JSON.stringify({ '@context': 'https://schema.org', ...data }).replaceAll('<', '\\u003c');
  return `<script type="application/ld+json">${text}</script>`;
}
