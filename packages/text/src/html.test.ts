import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { escapeHtml, renderHtml } from './index.ts';

const options = {
  publicUrl: 'http://localhost:3000',
  mentions: new Map([
    ['ann', { acct: 'Ann', url: 'http://localhost:3000/@Ann' }],
    ['bob@far.org', { acct: 'bob@far.org', url: 'https://far.org/@bob' }],
  ]),
};
const render = (text: string) => renderHtml(text, options);

test('paragraphs and line breaks', () => {
  assert.equal(render('a\nb\n\nc\n\n\n\nd'), '<p>a<br />b</p><p>c</p><p>d</p>');
  assert.equal(render(''), '');
  assert.equal(render(' \n '), '');
});

test('a link shows its middle', () => {
  assert.equal(
    render('https://www.example.com/0123456789012345678901?a=1&b=2'),
    '<p><a href="https://www.example.com/0123456789012345678901?a=1&amp;b=2" rel="nofollow noopener" target="_blank" translate="no">' +
      '<span class="invisible">https://www.</span><span class="ellipsis">example.com/012345678901234567</span>' +
      '<span class="invisible">8901?a=1&amp;b=2</span></a></p>',
  );
  assert.match(
    render('http://a.org'),
    /invisible">http:\/\/<\/span><span class="">a\.org<\/span><span class="invisible"><\/span>/,
  );
});

test('a shortened link never cuts a character in half', () => {
  for (let length = 18; length < 24; length++) {
    const html = render(`https://a.org/${'x'.repeat(length)}😀😀😀`);
    assert.ok(html.isWellFormed(), html);
  }
});

test('mentions of known accounts are links, others stay text', () => {
  assert.equal(
    render('@ann'),
    '<p><span class="h-card" translate="no"><a href="http://localhost:3000/@Ann" class="u-url mention">@<span>Ann</span></a></span></p>',
  );
  assert.equal(render('@ann@localhost:3000'), render('@ANN'));
  assert.match(
    render('@Bob@Far.org'),
    /href="https:\/\/far\.org\/@bob" class="u-url mention">@<span>bob<\/span>/,
  );
  assert.equal(render('@bob @ann@far.org'), '<p>@bob @ann@far.org</p>');
});

test('hashtags lead to their page', () => {
  assert.equal(
    render('#Café'),
    '<p><a href="http://localhost:3000/tags/caf%C3%A9" class="mention hashtag" rel="tag">#<span>Café</span></a></p>',
  );
});

suite('nothing of the text becomes markup', () => {
  const allowed =
    /<\/?p>|<br \/>|<\/a>|<\/span>|<span class="(?:h-card|invisible|ellipsis|)"(?: translate="no")?>|<span>|<a href="[^"<>]*" (?:class="(?:u-url mention|mention hashtag)"|rel="nofollow noopener")(?: rel="tag"| target="_blank" translate="no")?>/g;
  for (const text of [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "https://a.org/'onmouseover='alert(1)",
    'https://a.org/"onmouseover="alert(1)"',
    'https://a.org/`x`<b>',
    'https://a.org/\u0000\u0001',
    '#a"b #<b> #a<b>',
    '@ann"><x @ann<b>',
    '&lt;b&gt; &amp;',
    '<a href="javascript:alert(1)">x</a>',
    ']]><!--<![CDATA[',
    'https://a.org/%22%3E%3Cscript%3E?<>"\'&#x27;&#39;',
    '\u202E<b>\u2066',
  ]) {
    test(JSON.stringify(text), () => {
      assert.doesNotMatch(render(text).replace(allowed, ''), /[<>"']/);
    });
  }

  test('a target is escaped as well', () => {
    const mentions = new Map([['ann', { acct: '<b>"', url: 'http://x/"><script>' }]]);
    assert.doesNotMatch(renderHtml('@ann', { ...options, mentions }).replace(allowed, ''), /[<>"']/);
  });

  test('escapeHtml', () => {
    assert.equal(
      escapeHtml(`<a href="x" id='y'>&</a>`),
      '&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;&lt;/a&gt;',
    );
  });
});
