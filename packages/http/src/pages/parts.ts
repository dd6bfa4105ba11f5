/** Parts that several pages share, so that they look and read alike. All texts are escaped here. */
import { html } from './html.ts';

export interface FieldParts {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password';
  value?: string;
  /** Under the label, before anything went wrong. */
  hint?: string;
  /** What is wrong with the value. */
  error?: string;
  autocomplete?: string;
  required?: boolean;
  minlength?: number;
  /** Typed on a phone without capitals and corrections (user names, codes). */
  verbatim?: boolean;
}

export function field(of: FieldParts): string {
  const id = `field-${of.name}`;
  const described = [of.hint === undefined ? '' : `${id}-hint`, of.error === undefined ? '' : `${id}-error`]
    .filter(Boolean)
    .join(' ');
  const attributes = [
    html`id="${id}" name="${of.name}" type="${of.type ?? 'text'}"`,
    of.value === undefined ? '' : html`value="${of.value}"`,
    of.autocomplete === undefined ? '' : html`autocomplete="${of.autocomplete}"`,
    of.minlength === undefined ? '' : html`minlength="${of.minlength}"`,
    of.required === false ? '' : 'required',
    of.verbatim === true ? 'autocapitalize="none" autocorrect="off" spellcheck="false"' : '',
    described === '' ? '' : html`aria-describedby="${described}"`,
    of.error === undefined ? '' : 'aria-invalid="true"',
  ];
  const hint = of.hint === undefined ? '' : html`<p class="fine" id="${id}-hint">${of.hint}</p>`;
  const error = of.error === undefined ? '' : html`<p class="error" id="${id}-error">${of.error}</p>`;
  return html`<div class="field"><label for="${id}">${of.label}</label><input !${attributes.filter(Boolean).join(' ')}>!${hint}!${error}</div>`;
}

/** bad: announced at once by screen readers. */
export function notice(text: string, kind: 'plain' | 'good' | 'bad' = 'plain'): string {
  return html`<p class="notice ${kind}" role="${kind === 'bad' ? 'alert' : 'status'}">${text}</p>`;
}

/** The rules of the place, as every page shows them. */
export function rulesList(rules: readonly { text: string; hint: string }[]): string {
  const items = rules.map(({ text, hint }) => {
    const more = hint === '' ? '' : html`<p class="fine" dir="auto">${hint}</p>`;
    return html`<li><p dir="auto">${text}</p>!${more}</li>`;
  });
  return `<ol class="steps rules">${items.join('')}</ol>`;
}
