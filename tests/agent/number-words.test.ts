import { describe, expect, test } from 'vitest'
import { shown } from './locked-answer.ts'

const words = (list: string): string[] => list.trim().split(/\s+/)

const figures = words(`
  zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety hundred thousand million billion
  trillion dozen hundreds thousands millions billions dozens tens twos threes fours fives sixes sevens eights nines
  half halves halve halved halving quarter quarters second third thirds fourth fifth sixth seventh eighth ninth tenth
  eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth
  fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth millionth fifths sixths sevenths
  eighths ninths tenths hundredths thousandths twice thrice double doubles doubled doubling triple triples tripled
  treble quadruple quadrupled twofold threefold tenfold hundredfold couple pair pairs trio brace fortnight fortnights
  fortnightly nil nought naught nothing none zeros zeroes lakh crore
  percent percents pct percentile percentiles permille bps
  twentyfour twohundred fiftyone twentyfirst hundredandten onefold onehundred sixtysixty
  zwei drei vier fünf fuenf sechs sieben neun zehn zwölf zwoelf zwanzig dreißig dreissig hundert tausend prozent halb deux
  trois quatre cinq huit neuf onze douze treize quatorze quinze vingt trente cent mille moitié pourcent cuatro cinco
  siete ocho nueve doce veinte treinta ciento porciento quattro cinque sette otto dieci dodici venti cento dwa trzy
  cztery pięć sześć siedem osiem dziewięć dziesięć sto tysiąc vijf zeven negen twaalf twintig dois três quatro sete
  oito nove
`)

const money = words(`
  sterling dollar dollars pound pounds quid euro euros cents pence penny yen yuan renminbi rupee rupees krona kronor
  krone kroner zloty franc francs rand peso pesos baht ringgit dirham dirhams bucks tenner fiver rouble roubles ruble
  rubles lira lire forint forints koruna shekel shekels shilling shillings dinar dinars riyal riyals
`)

const days = words(`
  monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
  sundays january february april june july august september october november december tomorrow yesterday tonight
  overmorrow
`)

const cased = (word: string): string[] => [
  word,
  word.toUpperCase(),
  word.charAt(0).toUpperCase() + word.slice(1),
]

test.each([
  ['figure', figures],
  ['money', money],
  ['date', days],
] as const)('a word that claims a %s is refused in any case', (kind, list) => {
  const forms = list.flatMap(cased)
  expect(forms.map((form) => shown(`so ${form} it`))).toEqual(
    forms.map((form) => `REFUSED ${kind} ${form}`),
  )
})

describe('short names of days and months', () => {
  const short = words(
    'Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun March',
  )

  test.each(short)('%s with a capital claims a date, without it does not', (word) => {
    expect(shown(`so ${word} it`)).toBe(`REFUSED date ${word}`)
    expect(shown(`so ${word.toUpperCase()} it`)).toBe(`REFUSED date ${word.toUpperCase()}`)
    expect(shown(`so ${word.toLowerCase()} it`)).toBe(`so ${word.toLowerCase()} it`)
  })
})

describe('currency codes', () => {
  test.each(words('GBP USD EUR JPY CHF SEK PLN CNY INR AUD'))('%s claims money', (code) => {
    expect(shown(`in ${code} it`)).toBe(`REFUSED money ${code}`)
    expect(shown(`in ${code.toLowerCase()} it`)).toBe(`in ${code.toLowerCase()} it`)
  })

  test('ALL and TOP are English words', () => {
    expect(shown('ALL of the TOP sellers')).toBe('ALL of the TOP sellers')
  })
})

describe('one', () => {
  test.each(
    words(
      'this that which no another every any some latest last first next other same right wrong cheapest best worst',
    ),
  )('after "%s" points at a thing', (word) => {
    expect(shown(`Take ${word} one.`)).toBe(`Take ${word} one.`)
    expect(shown(`${word.toUpperCase()}\n one.`)).toBe(`${word.toUpperCase()}\n one.`)
    expect(shown(`**${word}** one`)).toBe(`**${word}** one`)
  })

  test.each([
    'It is the only one.',
    'It is the  only one.',
    'They follow one another.',
    'They follow one  *another*.',
  ])('"%s" passes', (text) => {
    expect(shown(text)).toBe(text)
  })

  test.each([
    'one unit',
    'only one is left',
    'the first. one unit',
    'thisone, one',
    'athis one',
    'every unit but one',
    'one, another',
    'one anothers',
    'one of another',
    'this unit has one',
    'this one of one',
  ])('"%s" counts', (text) => {
    expect(shown(text)).toBe('REFUSED figure one')
  })
})

test.each(
  words(
    'first last both no several few single once today and fold often tend weight attend tensile forum centre secondary thirsty nonetheless march may sun',
  ),
)('%s claims nothing and passes', (word) => {
  expect(shown(`so ${word} it`)).toBe(`so ${word} it`)
})
