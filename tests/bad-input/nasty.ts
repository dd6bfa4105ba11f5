/** Values that nobody sends by accident, or everybody does. */

const long = 'x'.repeat(10_000);

/** As JSON texts: some of them no object could hold. */
export const jsonTexts: readonly string[] = [
  'null',
  'true',
  'false',
  '0',
  '-1',
  '1.5',
  '1e400',
  '-1e400',
  '9007199254740993',
  '123456789012345678901234567890',
  '""',
  '" "',
  '"undefined"',
  '"NaN"',
  '"-1"',
  '"abc"',
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"\\u202e\\u200b"',
  `"${long}"`,
  `"${'9'.repeat(400)}"`,
  '"\' OR 1=1 --"',
  '"%00%s%n"',
  '"../../../etc/passwd"',
  '[]',
  '[null]',
  '[[],{}]',
  '["a","b"]',
  `[${Array.from({ length: 2000 }, () => '1').join()}]`,
  '{}',
  '{"0":"a","1":"b"}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1,"valueOf":1,"length":-1}',
  `${'['.repeat(5000)}${']'.repeat(5000)}`,
  `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`,
];

/** Parts of a query or a form with this name. */
export function formTexts(name: string): string[] {
  const of = encodeURIComponent(name);
  return [
    `${of}=`,
    `${of}`,
    `${of}=%00`,
    `${of}=a%00b`,
    `${of}=%ED%A0%80`,
    `${of}=%FF%FE`,
    `${of}=%E0%A4%A`,
    `${of}=${long.slice(0, 3000)}`,
    `${of}=-1`,
    `${of}=1e999`,
    `${of}=9007199254740993`,
    `${of}=${'9'.repeat(400)}`,
    `${of}=abc`,
    `${of}=undefined`,
    `${of}=%27%20OR%201%3D1%20--`,
    `${of}[]=a&${of}[]=b`,
    `${of}[]=`,
    `${of}[a]=b`,
    `${of}[0][b]=c`,
    `${of}[__proto__][polluted]=true`,
    `${of}[constructor][prototype][polluted]=true`,
    `${of}=a&${of}[b]=c&${of}[]=d`,
    `${of}${'[a]'.repeat(50)}=b`,
  ];
}

/** In place of a name or an id in a path, encoded. */
export const pathTexts: readonly string[] = [
  'abc',
  '0',
  '-1',
  '1.5',
  '1e9',
  '1',
  '9007199254740991',
  '9999999999999999',
  '99999999999999999999',
  '%00',
  'a%00b',
  '%20',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '%ED%A0%80',
  '%F0%9F%92%A5',
  '__proto__',
  'constructor',
  'toString',
  'undefined',
  'null',
  '%27%20OR%201%3D1',
  '9'.repeat(2000),
];

export const form = { 'content-type': 'multipart/form-data; boundary=edge' };

/** Files where fields are meant, without bytes, with names that lead elsewhere. */
export function multipart(names: readonly string[]): string {
  const parts = [...names, 'file', 'avatar', '__proto__', 'a[b][c]'].map(
    (name) =>
      `--edge\r\ncontent-disposition: form-data; name="${name}"; filename="../../x\u0000.png"\r\n\r\nno picture\r\n`,
  );
  return `${parts.join('')}--edge--\r\n`;
}
