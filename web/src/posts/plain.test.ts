import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from './plain.ts';

test('paragraphs and lines stay apart, characters are what they were', () => {
  assert.equal(
    plainText(
      '<p>One &lt;b&gt; &amp;amp; <a href="/tags/x">#<span>x</span></a></p><p>Two<br />three &#39;4&#39;</p>',
    ),
    "One <b> &amp; #x\n\nTwo\nthree '4'",
  );
});
