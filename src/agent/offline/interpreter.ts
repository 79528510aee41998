import type { Lexicon } from '../lexicon.ts'
import { foldText, nameFillers } from '../lexicon-text.ts'
import { trainClassifier, type Classifier } from './classifier.ts'
import { readExamples, type Meaning } from './examples.ts'
import { meaningOf } from './features.ts'
import { plainWords } from './plain-words.ts'
import { readQuestion, type Reading } from './reading.ts'

/** A sentence as the offline model takes it. */
export type Interpretation = {
  reading: Reading
  meaning: Meaning
  probability: number
  /** Words that neither the shop nor ordinary questions know: perhaps the name of something the shop has not. */
  leftover: string | null
}

export type Interpreter = { interpret(sentence: string): Interpretation; lexicon: Lexicon }

/** From here on words that nobody knows do not make an item of plain talk. */
const TALK_IS_SURE = 0.35

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
  const isGrammar = (word: string) =>
    classifier.isKnown(word) || plainWords.has(word) || (meaningOf(word) !== word && classifier.isKnown(meaningOf(word)))
  return {
    lexicon,
    interpret(sentence) {
      const reading = readQuestion(sentence, lexicon, isGrammar)
      const leftover = leftoverOf(reading, isGrammar)
      const [plain] = classifier.classify(reading.pattern)
      const named = leftover === null ? undefined : classifier.classify(withThing(reading.pattern, leftover))[0]
      const talk = meanings.get(plain!.label)!.kind === 'talk' && plain!.probability > TALK_IS_SURE
      const best = named !== undefined && !talk && named.probability > plain!.probability ? named : plain!
      const pattern = best === plain ? reading.pattern : withThing(reading.pattern, leftover!)
      const probability = classifier.familiarity(pattern) < LEAST_FAMILIARITY ? 0 : best.probability
      return { reading, leftover, meaning: meanings.get(best.label)!, probability }
    },
  }
}

/** The last run of unknown words, where the question names no item, category or supplier that the shop knows. */
function leftoverOf(reading: Reading, isGrammar: (word: string) => boolean): string | null {
  if (reading.mentions.some(({ kind }) => kind === 'item' || kind === 'category' || kind === 'supplier')) return null
  const runs: string[][] = [[]]
  for (const token of reading.pattern.match(/\{\w+\}|[\p{L}\p{M}'’-]+|[^\s]/gu) ?? []) {
    const word = foldText(token).replace(/['’].*$/, '')
    const unknown = /^[\p{L}'’-]{3,}$/u.test(word) && !isGrammar(word) && !nameFillers.has(word)
    if (unknown) runs.at(-1)!.push(token)
    else if (runs.at(-1)!.length > 0) runs.push([])
  }
  const last = runs.filter((run) => run.length > 0).at(-1)
  return last === undefined ? null : last.join(' ')
}

const withThing = (pattern: string, leftover: string): string => pattern.replace(leftover, '{thing}')
