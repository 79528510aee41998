// The form with the quantities of a draft: what it carries, what stands in it, and what is wrong with that. Pure: Slack
// hears the faults at once.
import { actionId } from '#render/slack/action-names.ts'
import { draftBlockId, quantityFault, type LegalTerms } from '#render/slack/draft-modal.ts'
import type { SlackBody } from './delivery.ts'
import { metadataIn, textIn, viewIn, type SubmittedView } from './submitted.ts'

/** What the modal carries: where it was asked for, and what is legal for each line. */
export type DraftForm = {
  channelId: string
  threadTs: string | null
  /** The card that an adjustment was opened from. */
  ts: string | null
  lines: ({ key: string } & LegalTerms)[]
}

type Packed = [key: string, moq: number, multiple: number, maximum: number | null]

/** The form as metadata of a view. */
export function packForm({ channelId, threadTs, ts, lines }: DraftForm): string {
  const packed = lines.map(({ key, moqUnits, orderMultipleUnits, maximumUnits }): Packed => {
    return [key, moqUnits, orderMultipleUnits, maximumUnits]
  })
  return JSON.stringify({ channelId, threadTs, ts, lines: packed })
}

const isPacked = (value: unknown): value is Packed =>
  Array.isArray(value) &&
  typeof value[0] === 'string' &&
  Number.isSafeInteger(value[1]) &&
  Number.isSafeInteger(value[2]) &&
  (value[3] === null || Number.isSafeInteger(value[3]))

/** The form that a view carries; null for a view that is none of ours. */
export function formIn(view: SubmittedView): DraftForm | null {
  const { channelId, threadTs, ts, lines } = metadataIn(view) ?? {}
  if (typeof channelId !== 'string' || !Array.isArray(lines) || !lines.every(isPacked)) return null
  return {
    channelId,
    threadTs: typeof threadTs === 'string' ? threadTs : null,
    ts: typeof ts === 'string' ? ts : null,
    lines: lines.map(([key, moqUnits, orderMultipleUnits, maximumUnits]) => {
      return { key, moqUnits, orderMultipleUnits, maximumUnits }
    }),
  }
}

/** The units that stand in the line's input; null = nothing that is a whole number. */
export function unitsIn(view: SubmittedView, key: string): number | null {
  const text = textIn(view, draftBlockId(key), actionId('line_units'))
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

const handleOf = (key: string) => key.split('|', 1)[0] ?? key

/** Lines of one recommendation that several suppliers deliver: taken off together, or not at all. */
function halfTakenOff(view: SubmittedView, { lines }: DraftForm): string[] {
  const parts = Map.groupBy(lines, ({ key }) => handleOf(key))
  return [...parts.values()].flatMap((some) => {
    const off = some.filter(({ key }) => unitsIn(view, key) === 0)
    return off.length === some.length ? [] : off.map(({ key }) => key)
  })
}

/** What is wrong with the quantities as they stand, under the input of each; null = nothing. */
export function draftFaults(body: SlackBody): Record<string, string> | null {
  const view = viewIn(body)
  const form = formIn(view)
  if (form === null) return null
  const faults: Record<string, string> = {}
  for (const line of form.lines) {
    const fault = quantityFault(line, unitsIn(view, line.key))
    if (fault !== null) faults[draftBlockId(line.key)] = fault
  }
  for (const key of halfTakenOff(view, form)) {
    faults[draftBlockId(key)] = 'Several suppliers deliver this line: take all of it off, or none.'
  }
  const [first] = form.lines
  if (first !== undefined && form.lines.every(({ key }) => unitsIn(view, key) === 0)) {
    faults[draftBlockId(first.key)] = 'Keep at least one line above 0.'
  }
  return Object.keys(faults).length === 0 ? null : faults
}
