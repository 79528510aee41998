import { column } from './columns.ts'
import { serviceClasses } from './service-levels.ts'
import type { KindSpec } from './spec.ts'

const { required, optional, choice } = column

/** What the shop wants to have in stock, set by its merchants. */
export const policyKinds: KindSpec[] = [
  {
    kind: 'service_levels',
    about:
      'How safe each class of items is planned: A, B and C by value; AX ... CZ by value and by how much demand varies, before those.',
    rows: 'service_levels',
    key: ['class'],
    columns: [
      required('class', choice(...serviceClasses), {
        examples: ['A', 'CZ'],
        meaning: 'Class of value, or of value and variability (X steady, Y varying, Z erratic).',
        property: 'serviceClass',
      }),
      required(
        'service_level',
        { is: 'rate', least: 0 },
        {
          examples: ['0.98', '0.85'],
          meaning: 'From 0.5 to 0.9999: of cycles without a stockout, or of units from stock.',
        },
      ),
      optional('service_target', choice('cycle', 'fill', 'cost'), null, {
        examples: ['cycle', ''],
        meaning:
          'Only with A, B or C: cycle = cycles without a stockout, fill = units from stock, cost = whatever costs least; empty = as before.',
      }),
      optional('unmet_demand', choice('backordered', 'lost'), null, {
        examples: ['backordered', ''],
        meaning:
          'Only with A, B or C: backordered = customers wait for what is sold out, lost = they do not; empty = as before.',
      }),
    ],
  },
]
