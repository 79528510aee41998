// How much one message or view takes, in one place. What does not fit is shortened from the least important part on,
// and the message says so: a flag or a decision is never left out.
import { QuartermasterError } from '#root/errors.ts'
import type { MessageBlock, SlackMessage, ViewBlock } from './blocks.ts'
import { context } from './elements.ts'
import { cutText, mrkdwn } from './text.ts'

/**
 * Blocks, and characters of their JSON. Slack states no size for a message's blocks and refuses them from about 13,170
 * (`msg_blocks_too_long`); views may be larger, and stay far below what Slack refuses (250 kB).
 */
export const BUDGETS = {
  message: { blocks: 50, json: 13_000 },
  view: { blocks: 100, json: 60_000 },
} as const

/** The most characters of a message's fallback text. */
const FALLBACK = 3_000
/** The most characters of the line that says what was left out. */
const NOTE = 700

export type Part<Each> = {
  /** 0 = flags, decisions, buttons: always shown. Of the others the highest is shortened first, and then left out. */
  rank: number
  /** The part in full, then shorter and shorter ones. */
  versions: readonly (readonly Each[])[]
  /** What notifications and screen readers say of it, as it stands. */
  says?: string
  /** What is missing when a version is shown (versions.length = all of it), and where to see it; '' = nothing worth a word. */
  left?: (version: number) => string
}

/** A part that is always shown as it is. */
export function always<Each>(blocks: readonly Each[], says?: string): Part<Each> {
  return { rank: 0, versions: [blocks], ...(says !== undefined && { says }) }
}

/** A part that may be left out, and what is said then. */
export function optional<Each>(
  rank: number,
  blocks: readonly Each[],
  left: string,
  says?: string,
): Part<Each> {
  return { rank, versions: [blocks], left: () => left, ...(says !== undefined && { says }) }
}

type Budget = { blocks: number; json: number }
type Placed<Each> = { part: Part<Each>; version: number }

function blocksOf<Each>(placed: readonly Placed<Each>[]): Each[] {
  return placed.flatMap(({ part, version }) => part.versions[version] ?? [])
}

function leftOf<Each>(placed: readonly Placed<Each>[]): string[] {
  const said = placed.map(({ part, version }) =>
    version === 0 ? '' : (part.left?.(version) ?? 'A part of this did not fit.'),
  )
  return [...new Set(said.filter((text) => text !== ''))]
}

function noteOf(left: readonly string[]) {
  return left.length === 0 ? [] : [context(cutText(`Not shown here: ${left.join('; ')}`, NOTE))]
}

function fits(blocks: readonly unknown[], budget: Budget): boolean {
  return blocks.length <= budget.blocks && JSON.stringify(blocks).length <= budget.json
}

/** The part to shorten next: the least important that can still be, the last of equals; null = none is left. */
function nextToShorten<Each>(placed: readonly Placed<Each>[]): Placed<Each> | null {
  const able = placed.filter(
    ({ part, version }) => version < part.versions.length - (part.rank === 0 ? 1 : 0),
  )
  if (able.length === 0) return null
  const rank = Math.max(...able.map(({ part }) => part.rank))
  return able.findLast(({ part }) => part.rank === rank) ?? null
}

/** Every text that a person reads cut to `limit`; ids, values, addresses and words of the format stay. */
function withShortTexts<Each>(value: Each, limit: number): Each {
  if (Array.isArray(value)) return value.map((one) => withShortTexts(one, limit)) as Each
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    key === 'text' && typeof one === 'string' ? cutText(one, limit) : withShortTexts(one, limit),
  ])
  return Object.fromEntries(entries) as Each
}

const SHORTER = [2_000, 1_000, 500, 300, 200, 120, 75, 40, 24]
const CUT = 'the ends of long texts'

/** What must be shown and is still too long: its texts are cut evenly until it fits. */
function squeezed<Each>(blocks: Each[], left: string[], budget: Budget): Each[] {
  const note = noteOf([...left, CUT])
  for (const limit of SHORTER) {
    const short = withShortTexts(blocks, limit)
    if (fits([...short, ...note], budget)) return short
  }
  throw new QuartermasterError(
    'invalid',
    'What must be shown does not fit into one message.',
    'Give the longest part a shorter version.',
  )
}

function fit<Each>(
  parts: readonly Part<Each>[],
  budget: Budget,
): { blocks: Each[]; left: string[] } {
  const placed = parts.map((part) => ({ part, version: 0 }))
  for (;;) {
    const blocks = blocksOf(placed)
    const left = leftOf(placed)
    if (fits([...blocks, ...noteOf(left)], budget)) return { blocks, left }
    const next = nextToShorten(placed)
    if (next === null) {
      return { blocks: squeezed(blocks, left, budget), left: [...left, CUT] }
    }
    next.version++
  }
}

/**
 * The parts as one message within Slack's limits. What was shortened or left out is named in a line at its end and in
 * `left`. Throws 'invalid' where even the shortest versions of what must be shown do not fit.
 */
export function fitMessage(parts: readonly Part<MessageBlock>[]): SlackMessage {
  const { blocks, left } = fit(parts, BUDGETS.message)
  const says = parts.flatMap(({ says: said }) => (said === undefined || said === '' ? [] : [said]))
  return { blocks: [...blocks, ...noteOf(left)], text: mrkdwn(says.join(' · '), FALLBACK), left }
}

/** The parts as the blocks of a modal or of the home tab, as `fitMessage` does it for messages. */
export function fitView(parts: readonly Part<ViewBlock>[]): {
  blocks: ViewBlock[]
  left: string[]
} {
  const { blocks, left } = fit(parts, BUDGETS.view)
  return { blocks: [...blocks, ...noteOf(left)], left }
}

/** Versions of a list: whole, then its first entries only, each by `draw`; `counts` fall. */
export function shorterLists<Entry, Each>(
  entries: readonly Entry[],
  counts: readonly number[],
  draw: (shown: readonly Entry[]) => readonly Each[],
): { versions: (readonly Each[])[]; shownCounts: number[] } {
  const shownCounts = [
    ...new Set([entries.length, ...counts.map((count) => Math.min(count, entries.length))]),
  ]
  return { versions: shownCounts.map((count) => draw(entries.slice(0, count))), shownCounts }
}
