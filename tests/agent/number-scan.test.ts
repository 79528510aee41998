import { describe, expect, test } from 'vitest'
import { reasonsFor, shown } from './locked-answer.ts'

const refused = (...found: string[]): string => `REFUSED ${found.join(' | ')}`

describe('figures in any writing', () => {
  test.each([
    ['5', '5'],
    ['so 1240 it', '1240'],
    ['²', '²'],
    ['١٢٤٠', '١٢٤٠'],
    ['Ⅳ', 'Ⅳ'],
    ['%', '%'],
    ['‰', '‰'],
    ['‱', '‱'],
    ['٪', '٪'],
    ['💯', '💯'],
    ['🔟', '🔟'],
    ['五', '五'],
    ['二十四個', '二十四'],
    ['壹万', '壹万'],
    ['Twelve units', 'Twelve'],
    ['twenty-four', 'twenty'],
    ['per cent', 'cent'],
    ['t**e**n', 'ten'],
    ['twen**ty**', 'twenty'],
    ['t\\en', 'ten'],
    ['t`en`', 'ten'],
    ['ⓣⓔⓝ', 'ten'],
    ['te\u0301n', 'te\u0301n'],
  ])('"%s" is refused', (text, words) => {
    expect(shown(text)).toContain(`figure ${words}`)
  })

  test('what is refused is told once, in the order of the text', () => {
    expect(shown('ten mugs, ten more, two')).toBe(refused('figure ten', 'figure two'))
    expect(shown('zwölf')).toBe(refused('figure zwölf'))
  })

  const romans = Array.from({ length: 39 }, (_, index) => {
    const number = index + 1
    const ones = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'][number % 10]!
    return 'X'.repeat(Math.floor(number / 10)) + ones
  })

  test.each(romans.filter((roman) => roman.length > 1))('the roman %s is refused', (roman) => {
    expect(shown(`Leeds ${roman}, it`)).toBe(refused(`figure ${roman}`))
  })

  test.each([...romans.filter((roman) => roman.length === 1), 'IIII', 'VV', 'VX', 'IC', 'XXXX'])(
    '%s is a letter or a name',
    (name) => {
      expect(shown(`Type ${name}, it`)).toBe(`Type ${name}, it`)
    },
  )

  test.each(['ii', 'XIs', 'aIX', 'XL', 'DC', 'MIX', 'HIVE', 'VIP'])('%s is no numeral', (word) => {
    expect(shown(`so ${word} it`)).toBe(`so ${word} it`)
  })
})

describe('figures in disguise', () => {
  test.each([
    ['t e n', 't e n'],
    ['t-e-n', 't-e-n'],
    ['t.e.n', 't.e.n'],
    ['so t - e - n it', 't - e - n'],
    ['o n e', 'o n e'],
    ['O N E', 'O N E'],
    ['t w e n t y o n e', 't w e n t y o n e'],
    ['t_e_n', 't_e_n'],
    ['t*e*n', 't*e*n'],
    ['tеn', 'tеn'],
    ['αbc', 'αbc'],
    ['te\u200Bn', '\u200B'],
    ['a\u00ADb', '\u00AD'],
    ['a\u0378b', '\u0378'],
    ['a\uE001b', '\uE001'],
    ['a\uD800b', '\uD800'],
    ['a\u2800b', '\u2800'],
    ['a\u3164b', '\u3164'],
    ['a\u115Fb', '\u115F'],
    ['a\u1160b', '\u1160'],
    ['a\u0000b', '\u0000'],
    ['a\u0008b', '\u0008'],
    ['a\u000Bb', '\u000B'],
    ['a\rb', '\r'],
    ['a\u001Fb', '\u001F'],
    ['a\u007Fb', '\u007F'],
    ['a\u009Fb', '\u009F'],
    ['lO units', 'lO'],
    ['lOO units', 'lOO'],
    ['IOO units', 'IOO'],
    ['Ioo units', 'Ioo'],
    ['Iooo units', 'Iooo'],
    ['so OO units', 'OO'],
    ['so OOO units', 'OOO'],
    ['so a|O units', '|O'],
  ])('"%s" is refused', (text, words) => {
    expect(shown(text)).toContain(`hidden ${words}`)
  })

  test.each([
    'a b c',
    'a t e n',
    't e n s e',
    'xt e n',
    't e nx',
    't    e    n',
    't e',
    'Iota',
    'lo and behold',
    'Io',
    'xIO',
    'lOOk',
    'OOPS',
    'XOO',
    'O is a letter',
    'вода',
    'λόγος',
    'a\tb\nc',
    '世界',
  ])('"%s" hides nothing and passes', (text) => {
    expect(shown(text)).toBe(text)
  })
})

describe('dates and periods', () => {
  test.each([
    ['on Monday', 'Monday'],
    ['so May is', 'May'],
    ['May', 'May'],
    ['in May Iris asks', 'May'],
    ['by 1 March', 'March'],
    ['next week', 'next week'],
    ['NEXT Weeks', 'NEXT Weeks'],
    ['next\nweek', 'next\nweek'],
    ['next **week**', 'next week'],
    ['last few  months', 'last few  months'],
    ['past several days', 'past several days'],
    ['previous  quarter', 'previous  quarter'],
    ['coming fortnight', 'coming fortnight'],
    ['following hour', 'following hour'],
    ['next minute', 'next minute'],
    ['next weekend', 'next weekend'],
    ['last year', 'last year'],
    ['next spring', 'next spring'],
    ['last summer', 'last summer'],
    ['next autumn', 'next autumn'],
    ['next fall', 'next fall'],
    ['last winter', 'last winter'],
    ...'in within for is take takes took about around roughly nearly almost over under than of after least most last lasts'
      .split(' ')
      .map((word): [string, string] => [`${word} a week`, `${word} a week`]),
    ['in an hour', 'in an hour'],
    ['in another  month', 'in another  month'],
    ['after a whole day', 'after a whole day'],
    ['after a full day', 'after a full day'],
    ['after a good day', 'after a good day'],
    ['after a further day', 'after a further day'],
  ])('"%s" is refused', (text, words) => {
    expect(shown(text)).toContain(`date ${words}`)
  })

  test.each([
    'this week, today, per week',
    'I may be wrong',
    'May I help?',
    'May  we ask?',
    'May you sell it',
    'May it sell',
    'May they sell',
    'Mayor',
    'Dismay',
    'next weekly plan',
    'annext week',
    'It sells <units> a week',
    'a week of sales',
    'within a dayroom',
    'in a good mood',
    'the next order',
  ])('"%s" names no day and passes', (text) => {
    expect(shown(text)).toBe(text.replace('<units>', '1,440'))
  })

  test('"May" before a longer word that begins like a pronoun is the month', () => {
    expect(shown('May item counts')).toBe(refused('date May'))
  })
})

describe('money', () => {
  test.each(['£', '€', '$', '¥', '₹', '₿'])('%s is refused', (sign) => {
    expect(shown(`in ${sign} it`)).toBe(refused(`money ${sign}`))
  })
})

describe('links, addresses and HTML', () => {
  test.each([
    ['see https://evil.example', 'https://evil.example'],
    ['so a+b.c-d://x y', 'a+b.c-d://x'],
    ['HTTP://', 'HTTP://'],
    ['www.evil.example', 'www.evil.example'],
    ['see evil.com.', 'evil.com'],
    ['EVIL-shop.AI', 'EVIL-shop.AI'],
    ...'com net org io dev app co uk de fr eu info biz ru cn xyz shop store ai'
      .split(' ')
      .map((domain): [string, string] => [`see evil.${domain} now`, `evil.${domain}`]),
    ['[here](x)', ']('],
    ['[here] (x)', '] ('],
    ['![i](x)', '!['],
    ['[a][b]', ']['],
    ['[a]  [b]', ']  ['],
    ['[a]: x', '[a]:'],
    ['so\n  [ab]: x', '  [ab]:'],
    ['<img src=x>', '<img src=x>'],
    ['</b>', '</b>'],
    ['<b', '<b'],
    ['<B>', '<B>'],
    ['<!-- x -->', '<!-- x -->'],
    ['<?xml?>', '<?xml?>'],
    ['&#x;', '&#x;'],
    ['&#xab;', '&#xab;'],
    ['&amp;', '&amp;'],
    ['&AMP;', '&AMP;'],
    ['mail ann.lee+x-y@b-c.example now', 'ann.lee+x-y@b-c'],
    ['javascript:alert', 'javascript:alert'],
    ['data:text/html', 'data:text/html'],
    ['mailto:ann', 'mailto:ann'],
    ['TEL:me', 'TEL:me'],
    ['<https://x>', '<https://x>'],
  ])('"%s" is refused', (text, words) => {
    expect(shown(text)).toContain(`link ${words}`)
  })

  test.each([
    'Stock < demand & so on; a > b',
    'a [note] here',
    'so [note]: x',
    'the data: mugs',
    'metadata:x',
    'so @ Leeds',
    '@Leeds',
    'see awww.then',
    'etc.comma',
    'a :// b',
    'so & co; fine',
    '&; &#;',
    'Wow! [so]',
    '(a)',
    '<> < b',
    '| a | b |\n| --- | --- |',
    '- a bullet',
    '**bold** and *soft*',
    'Say "more".',
  ])('"%s" links to nothing and passes', (text) => {
    expect(shown(text)).toBe(text)
  })
})

describe('what the model is told', () => {
  test.each([
    ['5', 'Write figures only as placeholders of this turn, such as {{call_1.lines.0.units}}.'],
    ['Monday', 'Write dates and periods only as placeholders of a field ending in On or Days.'],
    [
      '£',
      'Write money only as a placeholder of a field ending in Minor or Price; it brings its currency.',
    ],
    ['</b>', 'Write no links, images, addresses or HTML.'],
    ['a\u200B', 'Write plain visible letters of one alphabet only.'],
    ['}}', 'A placeholder looks like {{call_1.lines.0.units}}.'],
  ])('%s: %s', (text, reason) => {
    expect(reasonsFor(text)).toEqual([reason])
  })

  test('long finds are cut, and a value inside them is not shown', () => {
    expect(shown(`www.${'a'.repeat(80)}`)).toBe(refused(`link www.${'a'.repeat(56)}`))
    expect(shown('so x<units>')).toBe(refused('figure x{{...}}'))
  })
})

test.each([
  'First look at the mugs, then at both teapots.',
  'No line is due this week.',
  'That one is fine; several are not.',
  'I may be wrong. May I help?',
  'The march of demand.',
  'Sold per week, once approved.',
  'a single supplier today',
  'The last order; the latest one; no one; another.',
])('"%s" claims no figure and passes', (text) => {
  expect(shown(text)).toBe(text)
})
