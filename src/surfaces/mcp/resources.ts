import {
  ResourceTemplate,
  type CompleteResourceTemplateCallback,
  type McpServer,
  type ReadResourceResult,
} from '@modelcontextprotocol/server'
import type { McpUnit } from './host.ts'
import { noSuch, reading } from './resources/answers.ts'
import { itemChart, type Picture } from './resources/chart.ts'
import { codesOf, plansOf } from './resources/completed.ts'
import { itemText } from './resources/item.ts'
import { listedResources } from './resources/listed.ts'
import { orderPaper, orderText } from './resources/order.ts'
import { planText } from './resources/plan.ts'
import { supplierText } from './resources/supplier.ts'

/** Stock and orders move by the minute, and what one person may read another may not. */
const cacheHint = { ttlMs: 30_000, cacheScope: 'private' as const }

type Kind = {
  name: string
  template: string
  title: string
  description: string
  mimeType: string
  complete: CompleteResourceTemplateCallback
  /** Text, or bytes of the MIME type. */
  read(unit: McpUnit, code: string): Promise<string | Uint8Array | Picture>
}

const markdown = 'text/markdown'

function kindsOf(unit: McpUnit): Kind[] {
  const skus = codesOf(unit, 'item')
  const numbers = codesOf(unit, 'order')
  return [
    {
      name: 'item',
      template: 'qm://items/{sku}',
      title: 'Item',
      description: 'An item by SKU: stock, demand to come, what to order and what is open.',
      mimeType: markdown,
      complete: skus,
      read: itemText,
    },
    {
      name: 'item-chart',
      template: 'qm://items/{sku}/stock.png',
      title: 'Chart of an item',
      description: 'Demand and projected stock of an item where it runs out first.',
      mimeType: 'image/png',
      complete: skus,
      read: itemChart,
    },
    {
      name: 'supplier',
      template: 'qm://suppliers/{code}',
      title: 'Supplier',
      description: 'A supplier by code: scorecard, open orders, what is due and what it sells.',
      mimeType: markdown,
      complete: codesOf(unit, 'supplier'),
      read: supplierText,
    },
    {
      name: 'order',
      template: 'qm://orders/{number}',
      title: 'Purchase order',
      description: 'A purchase order by number: lines, state and who may decide.',
      mimeType: markdown,
      complete: numbers,
      read: orderText,
    },
    {
      name: 'order-paper',
      template: 'qm://orders/{number}/paper.pdf',
      title: 'Paper of a purchase order',
      description:
        'The document as the supplier has or would get it; marked as a test until it is approved.',
      mimeType: 'application/pdf',
      complete: numbers,
      read: orderPaper,
    },
    {
      name: 'plan',
      template: 'qm://plans/{id}',
      title: 'Plan',
      description: 'A plan by its number, such as R12, or "latest": what it said to order.',
      mimeType: markdown,
      complete: plansOf(unit),
      read: planText,
    },
  ]
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** What was read as the protocol has it; a picture is followed by what it shows, in words. */
function contents(
  uri: string,
  mimeType: string,
  read: string | Uint8Array | Picture,
): ReadResourceResult {
  if (typeof read === 'string') return { contents: [{ uri, mimeType, text: read }] }
  if (read instanceof Uint8Array) return { contents: [{ uri, mimeType, blob: base64(read) }] }
  return {
    contents: [
      { uri, mimeType, blob: base64(read.bytes) },
      { uri, mimeType: 'text/plain', text: read.words },
    ],
  }
}

/** The code as it was before it was made part of an address. Throws 'not_found' for what is no address. */
function codeIn(value: string | string[] | undefined): string {
  try {
    return decodeURIComponent(String(value))
  } catch {
    throw noSuch('record', String(value))
  }
}

/** Registers what a client can read by address: the policy, and templates for items, suppliers, orders and plans. */
export function registerResources(server: McpServer, unit: McpUnit): void {
  server.registerResource(
    'policy',
    'qm://policy',
    {
      title: 'Policy of the shop',
      description: 'What the assistant may do, what only people do, and how the shop plans.',
      mimeType: markdown,
      cacheHint,
    },
    (uri) =>
      reading(unit, uri.href, async () => {
        const { text } = await unit.run('describe_policy', {}, () => undefined)
        return contents(uri.href, markdown, text)
      }),
  )
  for (const kind of kindsOf(unit)) registerKind(server, unit, kind)
}

/** What the library looks up by a name that a client sends must not find what every object has, such as "constructor". */
const onlyOwn = <Value>(given: Record<string, Value>): Record<string, Value> =>
  Object.assign(Object.create(null) as Record<string, Value>, given)

/** The unit whose work ends when the client gives up: reading the plan of today may mean making it. */
function awaited(unit: McpUnit, signal: AbortSignal): McpUnit {
  return { ...unit, run: (name, input, emit) => unit.run(name, input, emit, signal) }
}

function registerKind(server: McpServer, unit: McpUnit, kind: Kind): void {
  const { name, template, title, description, mimeType, complete, read } = kind
  const variable = /\{(\w+)\}/.exec(template)![1]!
  // The library asks every template for its list: one answers for all, with one look into the books.
  const list =
    name === 'plan' ? async () => ({ resources: await listedResources(unit) }) : undefined
  server.registerResource(
    name,
    new ResourceTemplate(template, { list, complete: onlyOwn({ [variable]: complete }) }),
    { title, description, mimeType, cacheHint },
    (uri, variables, { mcpReq }) =>
      reading(unit, uri.href, async () => {
        const code = codeIn(variables[variable])
        return contents(uri.href, mimeType, await read(awaited(unit, mcpReq.signal), code))
      }),
  )
}
