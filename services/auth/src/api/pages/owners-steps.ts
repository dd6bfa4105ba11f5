import { html } from '@fanfare/http';

/** What an owner does first; each step is a setting of the server or a command beside it. */
export function ownersSteps(): string {
  return html`<section class="card"><h2>Run this place</h2>
<ol class="steps">
<li><strong>Name it:</strong> start the server with <code>INSTANCE_TITLE</code> and <code>INSTANCE_DESCRIPTION</code> set.</li>
<li><strong>Let others in:</strong> set <code>PUBLIC_URL</code> to the address that people will use, and <code>REGISTRATIONS=open</code> if they may sign up by themselves.</li>
<li><strong>Choose helpers:</strong> <code>npx fanfare account promote NAME --role moderator</code> lets somebody review posts.</li>
<li><strong>Decide what waits for approval:</strong> <code>APPROVAL_POLICY=new-accounts</code> or <code>everyone</code> holds posts until a helper approves them; it can also be changed over the API while the server runs.</li>
<li><strong>See how it is:</strong> <code>npx fanfare doctor</code>; <code>npx fanfare config</code> lists every setting.</li>
</ol></section>`;
}
