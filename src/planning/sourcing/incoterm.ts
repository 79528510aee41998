/** Which costs the buyer pays on top of the supplier's price. */
export type BuyerBears = { freight: boolean; duty: boolean }

const nothing: BuyerBears = { freight: false, duty: false }
const dutyOnly: BuyerBears = { freight: false, duty: true }
const freightAndDuty: BuyerBears = { freight: true, duty: true }

// Incoterms 2020 (International Chamber of Commerce, publication 723E), reduced to the two components a supplier
// record carries: main carriage and import clearance with duty. DAT is the 2010 name of DPU and still in use.
const bearersByTerm = new Map<string, BuyerBears>([
  ['EXW', freightAndDuty],
  ['FCA', freightAndDuty],
  ['FAS', freightAndDuty],
  ['FOB', freightAndDuty],
  ['CFR', dutyOnly],
  ['CIF', dutyOnly],
  ['CPT', dutyOnly],
  ['CIP', dutyOnly],
  ['DAP', dutyOnly],
  ['DPU', dutyOnly],
  ['DAT', dutyOnly],
  ['DDP', nothing],
])

/** The known three-letter terms, in the order of growing duty of the seller. */
export const incotermCodes = [...bearersByTerm.keys()]

/**
 * What the buyer bears under an Incoterm; "FOB Shanghai" is read as FOB. Null for a term that is not in the table:
 * who pays the freight is then unknown and no landed cost can be told.
 */
export function buyerBears(incoterm: string): BuyerBears | null {
  const [code = ''] = incoterm
    .trim()
    .toUpperCase()
    .split(/[^A-Z]/, 1)
  return bearersByTerm.get(code) ?? null
}
