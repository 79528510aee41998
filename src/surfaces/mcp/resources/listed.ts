import type { Resource } from '@modelcontextprotocol/server'
import type { McpUnit } from '../host.ts'
import { reading, shortName } from './answers.ts'
import { orderUri } from './order.ts'
import { supplierUri } from './supplier.ts'

const markdown = { mimeType: 'text/markdown' }

/** What is offered by name beside the policy: the plan of today, suppliers and open orders, 25 of each at most. */
export async function listedResources(unit: McpUnit): Promise<Resource[]> {
  const { orders, suppliers } = await reading(unit, 'the list', () =>
    unit.run('list_records', {}, () => undefined),
  )
  return [
    {
      uri: 'qm://plans/latest',
      name: 'plan-latest',
      title: 'Plan of today',
      description: 'What to order now, and what is held back until a fact is mended.',
      ...markdown,
    },
    ...suppliers.map(({ code, name }) => ({
      uri: supplierUri(code),
      name: `supplier-${code}`,
      title: shortName(name),
      description: `Supplier ${code}: its card, open orders and what is due.`,
      ...markdown,
    })),
    ...orders.map(({ number, state, supplierName }) => ({
      uri: orderUri(number),
      name: `order-${number}`,
      title: `${number} to ${supplierName}`,
      description: `Purchase order, ${state.replaceAll('_', ' ')}.`,
      ...markdown,
    })),
  ]
}
