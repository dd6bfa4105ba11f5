import { html } from '@fanfare/http';

/** What an owner does first: in the client while the server runs, or by settings and commands beside it. */
export function ownersSteps(): string {
  return html`<section class="card"><h2>Run this place</h2>
<ol class="steps">
<li><strong>Name it, write its rules, say who may join:</strong> in the client, under <a href="/place">This place</a>; <a href="/start">the guided start</a> goes through it. <code>INSTANCE_TITLE</code>, <code>INSTANCE_DESCRIPTION</code>, <code>CONTACT_EMAIL</code> and <code>REGISTRATIONS</code> are what holds as long as nothing was said there.</li>
<li><strong>Let others in:</strong> set <code>PUBLIC_URL</code> to the address that people will use.</li>
<li><strong>Decide what waits for approval:</strong> in the client, under <a href="/review/policy">Approval</a>: posts of new accounts, of everyone or of nobody are held until a helper approves them. <code>APPROVAL_POLICY</code> is what a new place starts with.</li>
<li><strong>Choose helpers:</strong> <code>npx fanfare account promote NAME --role moderator</code> lets somebody review posts.</li>
<li><strong>See how it is:</strong> <code>npx fanfare doctor</code>; <code>npx fanfare config</code> lists every setting.</li>
</ol></section>`;
}
