import { masterKinds } from './kinds-master.ts'
import { policyKinds } from './kinds-policy.ts'
import { stockKinds } from './kinds-stock.ts'
import { supplyKinds } from './kinds-supply.ts'
import type { KindSpec } from './spec.ts'

/** Every kind of file, in the order in which they can refer to one another. */
export const kinds: KindSpec[] = [...masterKinds, ...policyKinds, ...supplyKinds, ...stockKinds]
