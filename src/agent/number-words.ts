// What counts as a figure when it is written in letters. Each set is checked as whole words, without regard to case
// unless it says otherwise. README of the lock: `number-lock.ts`.

const ENGLISH_NUMBERS =
  'zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen'

const ENGLISH_FORMS =
  'hundreds thousands millions billions dozens tens twos threes fours fives sixes sevens eights nines half halves halve halved halving quarter quarters second third thirds fourth fifth sixth seventh eighth ninth tenth twelfth twentieth eleventh thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth millionth fifths sixths sevenths eighths ninths tenths hundredths thousandths zeros zeroes twice thrice double doubles doubled doubling triple triples tripled treble quadruple quadrupled twofold threefold fourfold fivefold tenfold hundredfold couple pair pairs trio brace fortnight fortnights fortnightly nil nought naught nothing none lakh crore'

const RATE_WORDS = 'percent percents pct percentile percentiles permille bps'

const MONEY_WORDS =
  'sterling dollar dollars pound pounds quid euro euros cents pence penny yen yuan renminbi rupee rupees krona kronor krone kroner zloty franc francs rand peso pesos baht ringgit dirham dirhams bucks tenner fiver rouble roubles ruble rubles lira lire forint forints koruna shekel shekels shilling shillings dinar dinars riyal riyals'

// Numbers that other European languages spell unlike any English word.
const OTHER_LANGUAGES =
  'zwei drei vier fünf fuenf sechs sieben neun zehn zwölf zwoelf zwanzig dreißig dreissig hundert tausend prozent halb deux trois quatre cinq huit neuf onze douze treize quatorze quinze vingt trente cent mille moitié pourcent cuatro cinco siete ocho nueve doce veinte treinta ciento porciento quattro cinque sette otto dieci dodici venti cento dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć sto tysiąc vijf zeven negen twaalf twintig dois três quatro sete oito nove'

const WEEKDAYS =
  'monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays'
const MONTHS = 'january february april june july august september october november december'
const RELATIVE_DAYS = 'tomorrow yesterday tonight overmorrow'

/** A word without case and marks, the form in which it is looked up. */
export const foldWord = (word: string): string =>
  word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const setOf = (...lists: string[]): ReadonlySet<string> =>
  new Set(lists.join(' ').split(' ').map(foldWord))

/** Words that say how many. 'one' is judged apart, since it is mostly a pronoun. */
export const numberWords = setOf(ENGLISH_NUMBERS, ENGLISH_FORMS, OTHER_LANGUAGES)
export const rateWords = setOf(RATE_WORDS)
export const moneyWords = setOf(MONEY_WORDS)
export const dateWords = setOf(WEEKDAYS, MONTHS, RELATIVE_DAYS)

const SHORT_DATE_WORDS =
  'March Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun'.split(
    ' ',
  )

/** Only with a capital or in capitals: as plain words they mean something else. */
export const capitalisedDateWords: ReadonlySet<string> = new Set(
  SHORT_DATE_WORDS.flatMap((word) => [word, word.toUpperCase()]),
)

const COMPOUND = new RegExp(`^(?:${[...setOf(ENGLISH_NUMBERS)].join('|')}|one|first|fold|and){2,}$`)

/** Whether a word is number words run together, such as 'twentyfour' or 'twohundred'. */
export const isCompoundNumber = (word: string): boolean => COMPOUND.test(word)

/** What stands before a 'one' that points at a thing; anywhere else it counts. 'only one' counts, 'the only one' not. */
export const pronounBeforeOne =
  /\b(?:this|that|which|no|another|every|any|some|latest|last|first|next|other|same|right|wrong|cheapest|best|worst|the\s+only)[\s*_~]+$/i

/** ISO 4217 codes, upper case only; 'ALL' and 'TOP' are left to their English meaning. */
export const currencyCodes: ReadonlySet<string> = new Set(
  Intl.supportedValuesOf('currency').filter((code) => code !== 'ALL' && code !== 'TOP'),
)
