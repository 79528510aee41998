// What Slack refuses of a message or view as a whole, though each block is right by itself.
import { fault, isFields, type BlockFault, type Surface } from './rules.ts'
import { shownLength } from './text-rules.ts'

type Fields = Record<string, unknown>

/** How much a message may hold in all; the live API refuses somewhat above it, without a documented figure. */
export const messageBudget = 13_200

/** All objects within blocks that have a type, the blocks themselves first. */
export function nodesOf(node: unknown): Fields[] {
  if (Array.isArray(node)) return node.flatMap(nodesOf)
  if (!isFields(node)) return []
  const inner = Object.values(node).flatMap(nodesOf)
  return typeof node['type'] === 'string' ? [node, ...inner] : inner
}

/**
 * The size of blocks as the budget counts it: their JSON, but of tables the characters in the cells, since Slack
 * documents that a hundred rows of twenty cells are taken.
 */
export function sizeOf(blocks: unknown[]): number {
  const tables = nodesOf(blocks).filter((node) => /^(data_)?table$/.test(String(node['type'])))
  const cells = tables.reduce<number>((sum, table) => sum + shownLength(table['rows']), 0)
  const rest = JSON.stringify(blocks, (key, value: unknown) => (key === 'rows' ? [] : value))
  return rest.length + cells
}

function repeated(values: unknown[]): string[] {
  const texts = values.filter((value): value is string => typeof value === 'string')
  return [...new Set(texts.filter((value, index) => texts.indexOf(value) !== index))]
}

function faultsOfIds(blocks: unknown[]): BlockFault[] {
  const all = nodesOf(blocks)
  const faults = repeated(all.map((node) => node['block_id'])).flatMap((id) =>
    fault('/blocks', `block_id already exists: ${id}`),
  )
  blocks.forEach((block, index) => {
    for (const id of repeated(nodesOf(block).map((node) => node['action_id']))) {
      faults.push(...fault(`/blocks/${index}`, `action_id already exists: ${id}`))
    }
  })
  return faults
}

// Two pipes and a line of dashes: Slack makes a table of it, and a message has only one.
const markdownTable = /^\s*\|?.*\|.*\n\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$/gm

function faultsOfTables(all: Fields[]): BlockFault[] {
  const tables = all.filter((node) => /^(data_)?table$/.test(String(node['type'])))
  const written = all
    .filter((node) => node['type'] === 'markdown' && typeof node['text'] === 'string')
    .reduce((sum, node) => sum + [...(node['text'] as string).matchAll(markdownTable)].length, 0)
  const faults: BlockFault[] = []
  if (tables.length + written > 1) {
    faults.push(...fault('/blocks', 'only_one_table_allowed', 'invalid_attachments'))
  }
  const characters = tables.reduce<number>((sum, one) => sum + shownLength(one['rows']), 0)
  if (characters > 10_000) {
    faults.push(...fault('/blocks', 'the cells of all tables hold more than 10000 characters'))
  }
  return faults
}

/** The faults of the whole: ids used twice, a second table, too many charts, too much text. */
export function faultsOfWhole(blocks: unknown[], surface: Surface): BlockFault[] {
  const all = nodesOf(blocks)
  const faults = [...faultsOfIds(blocks), ...faultsOfTables(all)]
  const markdown = all
    .filter((node) => node['type'] === 'markdown')
    .reduce((sum, node) => sum + String(node['text'] ?? '').length, 0)
  if (markdown > 12_000) {
    faults.push(...fault('/blocks', 'all markdown blocks together: less than 12001 characters'))
  }
  if (all.filter((node) => node['type'] === 'data_visualization').length > 2) {
    faults.push(...fault('/blocks', 'no more than 2 data_visualization blocks'))
  }
  if (all.filter((node) => node['focus_on_load'] === true).length > 1) {
    faults.push(...fault('/blocks', 'only one element may have focus_on_load'))
  }
  const isMessage = surface === 'message' || surface === 'stream'
  if (isMessage && sizeOf(blocks) > messageBudget) {
    faults.push(
      ...fault('/blocks', `the message is longer than ${messageBudget}`, 'msg_blocks_too_long'),
    )
  }
  return faults
}
