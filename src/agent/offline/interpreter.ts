import type { Lexicon } from '../lexicon.ts'
import { foldText, nameFillers, stem } from '../lexicon-text.ts'
import { trainClassifier, type Classifier, type Prediction } from './classifier.ts'
import { readExamples, type Meaning } from './examples.ts'
import { isConceptWord } from './concepts.ts'
import { plainWords } from './plain-words.ts'
import type { Reading } from './mention.ts'
import { readQuestion, type WordRole } from './reading.ts'

/** A sentence as the offline model takes it. */
export type Interpretation = {
  reading: Reading
  meaning: Meaning
  probability: number
  /** Words that neither the shop nor ordinary questions know: perhaps the name of something the shop has not. */
  leftover: string | null
}

export type Interpreter = {
  interpret(sentence: string): Interpretation
  /** Several sentences that want one thing: names and figures of all, the meaning that fits them together. */
  interpretTogether(question: string, sentences: readonly string[]): Interpretation
  lexicon: Lexicon
}

/** From here on words that nobody knows do not make an item of plain talk. */
const TALK_IS_SURE = 0.8

/** A word of the shop's own names is ordinary speech only where questions of so many classes hold it. */
const SPEECH_SPREAD = 12
/** A word that one kind of question alone has may name a thing in another shop. */
const RARE = 2
const NAMES = ['item', 'supplier', 'category', 'location'] as const

const SCORED = 'get_supplier_performance'

/** A question of mostly unknown words is not understood, whatever the few known ones look like. */
const LEAST_FAMILIARITY = 0.5

type Trained = { classifier: Classifier; meanings: Map<string, Meaning> }

let trained: Trained | null = null

/** Trains once per process; the examples are part of the program. */
function trainedClassifier(): Trained {
  if (trained === null) {
    const { examples, meanings } = readExamples()
    trained = { classifier: trainClassifier(examples), meanings }
  }
  return trained
}

/** An interpreter for the names of one shop. */
export function createInterpreter(lexicon: Lexicon): Interpreter {
  const { classifier, meanings } = trainedClassifier()
  const roleOf = (word: string): WordRole => {
    const isName = NAMES.some((kind) => lexicon.knows(kind, word) === 1)
    const least = isName ? (isConceptWord(word) ? RARE : SPEECH_SPREAD) : RARE
    if (classifier.isKnown(word) && classifier.spread(word) >= least) return 'question'
    return plainWords.has(word) || plainWords.has(stem(word)) || isConceptWord(word)
      ? 'plain'
      : 'free'
  }
  const asked = (pattern: string) => {
    const predictions = classifier.classify(pattern)
    return { pattern, predictions, best: decide(predictions, meanings) }
  }
  const read = (sentence: string) => {
    const reading = readQuestion(sentence, lexicon, roleOf)
    const leftover = leftoverOf(reading, roleOf)
    const plain = asked(reading.pattern)
    const isTalk =
      meanings.get(plain.best.label)!.kind === 'talk' && plain.best.probability > TALK_IS_SURE
    if (leftover === null || isTalk) return { reading, leftover, ...plain }
    const thing = asked(reading.pattern.replace(leftover, '{thing}'))
    const supplier = asked(reading.pattern.replace(leftover, '{supplier}'))
    // A name that nobody knows is a supplier's only where suppliers are scored.
    const named =
      supplier.best.label.startsWith(SCORED) && supplier.best.probability > thing.best.probability
        ? supplier
        : thing
    const surest = named.best.probability > plain.best.probability ? named : plain
    return { reading, leftover, ...surest }
  }
  return {
    lexicon,
    interpret(sentence) {
      const { reading, leftover, pattern, best } = read(sentence)
      const probability = classifier.familiarity(pattern) < LEAST_FAMILIARITY ? 0 : best.probability
      return { reading, leftover, meaning: meanings.get(best.label)!, probability }
    },
    interpretTogether(question, sentences) {
      const whole = read(question)
      const parts = [whole, ...sentences.map(read)]
      const weights = [WHOLE_WEIGHT, ...sentences.map(weightOf)]
      const best = decide(
        mixed(
          parts.map(({ predictions }) => predictions),
          weights,
        ),
        meanings,
      )
      const known = Math.max(...parts.map(({ pattern }) => classifier.familiarity(pattern)))
      return {
        reading: whole.reading,
        leftover: whole.leftover,
        meaning: meanings.get(best.label)!,
        probability: known < LEAST_FAMILIARITY ? 0 : best.probability,
      }
    },
  }
}

/** How much the whole of several sentences says beside each of them. */
const WHOLE_WEIGHT = 1.5
const FULL_WORDS = 8

/** A sentence counts by its length: 'Thanks!' says little about what is wanted. */
const weightOf = (sentence: string): number =>
  Math.min(1, sentence.split(/\s+/).length / FULL_WORDS)

/** The weighted mean of several predictions, best first. */
function mixed(each: readonly Prediction[][], weights: readonly number[]): Prediction[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const sums = new Map<string, number>()
  each.forEach((predictions, at) => {
    for (const { label, probability } of predictions)
      sums.set(label, (sums.get(label) ?? 0) + (probability * weights[at]!) / total)
  })
  return [...sums]
    .map(([label, probability]) => ({ label, probability }))
    .sort((one, other) => other.probability - one.probability)
}

/** The tool (or kind of talk) that all its classes together make likeliest, by its likeliest class. */
function decide(predictions: Prediction[], meanings: Map<string, Meaning>): Prediction {
  const groups = new Map<string, Prediction>()
  for (const { label, probability } of predictions) {
    const meaning = meanings.get(label)!
    const group = meaning.kind === 'tool' ? meaning.tool : label
    const known = groups.get(group)
    // Predictions come best first, so the first of a group names it.
    groups.set(group, {
      label: known?.label ?? label,
      probability: (known?.probability ?? 0) + probability,
    })
  }
  return [...groups.values()].reduce((best, one) =>
    one.probability > best.probability ? one : best,
  )
}

/** Words before which the thing stands that a question is about. */
const OBJECT_AFTER =
  /\b(?:of|for|any|many|more|much|stock|carry|find|sell|order|reorder|about|called|buy|need|are|is|if)(?: the| our| a| an)?$/i

/**
 * The last run of unknown words where the name of a thing would stand, when the question names no item, category or
 * supplier that the shop knows.
 */
function leftoverOf(reading: Reading, roleOf: (word: string) => WordRole): string | null {
  const named = reading.mentions.some(({ kind }) => kind !== 'location')
  if (named || reading.slots.some(({ kind }) => kind === 'recommendation' || kind === 'order'))
    return null
  const tokens = [...reading.pattern.matchAll(/\{\w+\}|[\p{L}\p{M}'’-]+|[^\s]/gu)]
  const unknown = tokens.map((token) => {
    const word = foldText(token[0]).replace(/['’].*$/, '')
    return /^[\p{L}-]{3,}$/u.test(word) && roleOf(word) === 'free' && !nameFillers.has(word)
  })
  const last = unknown.lastIndexOf(true)
  if (last < 0) return null
  let first = last
  while (unknown[first - 1] === true) first -= 1
  const from = tokens[first]!.index
  const to = tokens[last]!.index + tokens[last]![0].length
  return OBJECT_AFTER.test(reading.pattern.slice(0, from).trim())
    ? reading.pattern.slice(from, to)
    : null
}
