// Multinomial logistic regression over words, pairs and letter groups (Bishop, Pattern Recognition and Machine
// Learning, 4.3.4), trained at start-up by stochastic gradient descent in a fixed order: the same examples always give
// the same weights.
import { createSpeller } from '../lexicon-text.ts'
import { isConceptWord } from './concepts.ts'
import { featuresOf, meaningOf, patternWords } from './features.ts'

/** One example: its class and its words. */
export type Example = { label: string; pattern: string }

export type Prediction = { label: string; probability: number }

export type Classifier = {
  /** Classes by probability, the best first. */
  classify(pattern: string): Prediction[]
  /** Whether a word occurs in the examples: such a word is ordinary speech, not a name. */
  isKnown(word: string): boolean
  /** In how many classes a word occurs: ordinary speech occurs in many. */
  spread(word: string): number
  /** Share of the words of a pattern that the examples know. */
  familiarity(pattern: string): number
}

const EPOCHS = 2
const LEARNING_RATE = 0.8
const DECAY = 0.25
const NEGLIGIBLE = 0.002

const TELLING_SLOTS = ['{recommendation}', '{order}', '{percent}', '{money}']

type Sparse = { indexes: Int32Array; values: Float32Array }

/** Trains a classifier; deterministic, about a tenth of a second for a thousand examples. */
export function trainClassifier(examples: readonly Example[]): Classifier {
  const labels = [...new Set(examples.map((example) => example.label))]
  const vocabulary = new Set(examples.flatMap((example) => patternWords(example.pattern)))
  const columns = new Map<string, number>()
  const rows = examples.map(({ label, pattern }) => {
    const features = featuresOf(patternWords(pattern))
    for (const name of features.keys()) if (!columns.has(name)) columns.set(name, columns.size)
    return { target: labels.indexOf(label), input: sparse(features, columns) }
  })
  const slotsOf = new Map(labels.map((label) => [label, new Set<string>()]))
  for (const { label, pattern } of examples) {
    for (const slot of TELLING_SLOTS) if (pattern.includes(slot)) slotsOf.get(label)!.add(slot)
  }
  const classesOf = new Map<string, Set<string>>()
  for (const { label, pattern } of examples) {
    for (const word of patternWords(pattern)) {
      const known = classesOf.get(word)
      if (known === undefined) classesOf.set(word, new Set([label]))
      else known.add(label)
    }
  }
  const roots = new Set([...vocabulary].map(meaningOf))
  const weights = fit(rows, labels.length, columns.size)
  const spell = createSpeller(vocabulary)
  const correct = (word: string): string | null => {
    if (word.startsWith('{') || roots.has(meaningOf(word)) || isConceptWord(word)) return word
    return spell(word)[0] ?? null
  }
  // Words that no example holds would only stand between those that do.
  const known = (pattern: string) => patternWords(pattern).flatMap((word) => correct(word) ?? [])
  return {
    isKnown: (word) => vocabulary.has(word) || (word.length > 3 && roots.has(meaningOf(word))),
    spread: (word) => classesOf.get(word)?.size ?? 0,
    familiarity(pattern) {
      const words = patternWords(pattern)
      return words.length === 0
        ? 0
        : words.filter((word) => correct(word) !== null).length / words.length
    },
    classify(pattern) {
      const input = sparse(featuresOf(known(pattern)), columns)
      const sums = new Float64Array(labels.length)
      scores(weights, input, sums)
      const telling = TELLING_SLOTS.filter((slot) => pattern.includes(slot))
      // A percentage belongs to few questions, a handle to fewer: classes that never hold one are out.
      labels.forEach((label, index) => {
        if (telling.some((slot) => !slotsOf.get(label)!.has(slot))) sums[index] = -Infinity
      })
      softmax(sums)
      return labels
        .map((label, index) => ({ label, probability: sums[index]! }))
        .sort((one, other) => other.probability - one.probability)
    },
  }
}

/** Known features only, scaled to length one, with a constant in the last place. */
function sparse(features: Map<string, number>, columns: Map<string, number>): Sparse {
  const known = [...features].flatMap(([name, value]) => {
    const column = columns.get(name)
    return column === undefined ? [] : [[column, value] as const]
  })
  const length =
    Math.sqrt([...features.values()].reduce((sum, value) => sum + value * value, 0)) || 1
  return {
    indexes: Int32Array.from(known, ([column]) => column),
    values: Float32Array.from(known, ([, value]) => value / length),
  }
}

function fit(
  rows: { target: number; input: Sparse }[],
  classes: number,
  columns: number,
): Float32Array {
  const weights = new Float32Array(columns * classes)
  const order = rows.map((_, index) => index)
  const moving = new Int32Array(classes)
  const sums = new Float64Array(classes)
  let seed = 20_251_123
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (let index = order.length - 1; index > 0; index -= 1) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      const other = seed % (index + 1)
      ;[order[index], order[other]] = [order[other]!, order[index]!]
    }
    const rate = LEARNING_RATE / (1 + DECAY * epoch)
    for (const position of order) {
      const { target, input } = rows[position]!
      scores(weights, input, sums)
      softmax(sums)
      sums[target]! -= 1
      // Most classes are far from most examples: their weights need no step.
      let count = 0
      for (let label = 0; label < classes; label += 1) {
        if (Math.abs(sums[label]!) > NEGLIGIBLE) moving[count++] = label
      }
      for (let feature = 0; feature < input.indexes.length; feature += 1) {
        const base = input.indexes[feature]! * classes
        const step = rate * input.values[feature]!
        for (let each = 0; each < count; each += 1) {
          const label = moving[each]!
          weights[base + label]! -= step * sums[label]!
        }
      }
    }
  }
  return weights
}

/** Writes the score of each class into `sums`. */
function scores(weights: Float32Array, { indexes, values }: Sparse, sums: Float64Array): void {
  const classes = sums.length
  sums.fill(0)
  for (let feature = 0; feature < indexes.length; feature += 1) {
    const base = indexes[feature]! * classes
    const value = values[feature]! * SHARPNESS
    for (let label = 0; label < classes; label += 1) sums[label]! += value * weights[base + label]!
  }
}

/** Inputs have length one; this brings their scores to the range in which probabilities separate. */
const SHARPNESS = 8

/** Turns scores into probabilities, in place. */
function softmax(sums: Float64Array): void {
  let highest = -Infinity
  for (const sum of sums) if (sum > highest) highest = sum
  let total = 0
  for (let label = 0; label < sums.length; label += 1) {
    const power = Math.exp(sums[label]! - highest)
    sums[label] = power
    total += power
  }
  for (let label = 0; label < sums.length; label += 1) sums[label]! /= total
}
