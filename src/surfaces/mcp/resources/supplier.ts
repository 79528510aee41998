import { escapeMarkdown } from '#render/text.ts'
import type { McpUnit } from '../host.ts'
import { answerOf, documentOf, listIn, noSuch, section, wordsOfOne } from './answers.ts'

type Scored = {
  asOf: string
  source: string
  lines: { supplierCode: string; supplierName: string }[]
}

/** A supplier as a document: its card, what is open with it, what it sells, and what the plan says to order from it. */
export async function supplierText(unit: McpUnit, code: string): Promise<string> {
  const card = await answerOf<Scored>(unit, 'get_supplier_performance', { supplier: code })
  const [scored] = card.lines
  if (scored?.supplierCode !== code) throw noSuch('supplier', code, scored?.supplierCode)
  const named = { supplier: code }
  const parts = await Promise.all([
    section(
      unit,
      'Open orders',
      'get_purchase_order',
      { ...named, state: 'open', limit: 8 },
      listIn('orders'),
    ),
    section(unit, 'What to order', 'recommend_reorders', { ...named, limit: 8 }),
    section(unit, 'What it sells', 'find_items', { ...named, limit: 15 }, listIn('lines')),
  ])
  const title = `# ${escapeMarkdown(scored.supplierName)} (${escapeMarkdown(code)})`
  return documentOf(title, wordsOfOne(scored, card), ...parts)
}

/** The address of a supplier's document. */
export const supplierUri = (code: string): string => `qm://suppliers/${encodeURIComponent(code)}`
