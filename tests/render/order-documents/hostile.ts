// Texts that others may have written, each of which has broken a document somewhere.

export const hostileTexts = [
  '</Description><ItemOut quantity="9999"/>',
  ']]><!ENTITY x SYSTEM "file:///etc/passwd">',
  '"><script>alert(1)</script>',
  "' onload='alert(1)",
  '&lt;&amp;&#0;&#x1F;',
  '=HYPERLINK("x")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '\r\nBcc: thief@evil.example',
  'a\u0000b\u0007c\u001Bd\u007Fe',
  'left\u202Egnihtyna',
  'lone \uD800 surrogate \uDFFF',
  '\uFFFE\uFFFF',
  'zażółć gęślą jaźń ß € £ ł é ü',
  '面包刀 🥖',
  'a'.repeat(5000),
  'word '.repeat(900),
  '\u2028\u2029\u0085',
]

/** Each text under a short name, for a table of tests. */
export const named = (texts: string[]): [string, string][] =>
  texts.map((text) => [JSON.stringify(text.slice(0, 40)), text])
