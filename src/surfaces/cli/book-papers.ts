// Books every paper of a file in the name of a person who has just given their password: all of it or nothing.
import { bookInvoice } from '#commands/book-invoice.ts'
import { runCommand } from '#commands/command.ts'
import { receiveGoods } from '#commands/receive-goods.ts'
import type { PaperReport, PaperRequest } from '#operations/operations.ts'
import { asOfDay, type Shop } from '#operations/shop.ts'
import { readPaperFile } from '#imports/paper-files.ts'
import type { PaperFile, PaperKind, PaperRows } from '#imports/paper-files.ts'
import type { RowProblem } from '#imports/report.ts'
import { outsideError, QuartermasterError } from '#root/errors.ts'
import type { Database } from '#store/database.ts'
import { purchaseOrder } from '#store/purchase-orders.ts'
import { ownSkus } from '#store/supplier-codes.ts'
import { personByPassword } from './person-by-password.ts'

/** Thrown inside the transaction to take everything back. */
class TakenBack extends Error {}

const text = (value: unknown) => (value === null || value === undefined ? null : String(value))

async function deliveryInput(tx: Database, { rows }: PaperRows) {
  const [head] = rows
  const order = await purchaseOrder(tx, String(head?.['orderNumber']))
  const codes = rows.map((row) => String(row['sku']))
  const own = await ownSkus(tx, order?.supplierCode ?? '', codes)
  const unknown = codes.find((code) => !own.has(code))
  if (unknown !== undefined) {
    throw new QuartermasterError(
      'invalid',
      `There is no item "${unknown}", and the supplier sells none under that code.`,
      'Correct the code; what nobody knows is booked as a wrong item on the page Receiving.',
    )
  }
  return {
    order: order?.number ?? '',
    revision: order?.revision ?? 0,
    documentNumber: String(head?.['documentNumber']),
    receivedOn: String(head?.['receivedOn']),
    lines: rows.map((row) => ({
      sku: String(row['sku']),
      countedUnits: Number(row['countedUnits']),
      damagedUnits: Number(row['damagedUnits']),
      lotCode: text(row['lotCode']),
      expiresOn: text(row['expiresOn']),
      held: row['held'] === true,
    })),
  }
}

function invoiceInput({ rows }: PaperRows) {
  const [head = {}] = rows
  return {
    supplierCode: String(head['supplierCode']),
    number: String(head['invoiceNumber']),
    order: String(head['orderNumber']),
    invoicedOn: String(head['invoicedOn']),
    dueOn: text(head['dueOn']),
    currency: String(head['currency']),
    total: String(head['total']),
    freight: String(head['freight']),
    duty: String(head['duty']),
    other: String(head['other']),
    lines: rows.map((row) => ({
      sku: String(row['sku']),
      units: Number(row['units']),
      unitPrice: String(row['unitPrice']),
    })),
  }
}

type Outcome = {
  state: string
  findings: { sentence: string }[]
  already: unknown
  document?: string
  number?: string
}

/** Books one paper inside the transaction of the file. */
async function bookOne(
  tx: Database,
  kind: PaperKind,
  paper: PaperRows,
  who: { personId: string; now: string; asOf: string },
): Promise<PaperReport['papers'][number]> {
  const context = {
    db: tx,
    ...who,
    enqueue: () => Promise.reject(new Error('booking a paper sets nothing off')),
  }
  const { result, again } =
    kind === 'receive'
      ? await runCommand(receiveGoods, await deliveryInput(tx, paper), context)
      : await runCommand(bookInvoice, invoiceInput(paper), context)
  const { state, findings, already, document, number }: Outcome = result
  return {
    number: document ?? number ?? '',
    outcome: again || already !== null ? 'unchanged' : 'booked',
    state,
    findings: findings.map(({ sentence }) => sentence),
  }
}

async function bookAll(
  shop: Shop,
  request: PaperRequest,
  file: PaperFile,
  personId: string,
): Promise<{ papers: PaperReport['papers']; problems: RowProblem[] }> {
  const who = { personId, now: shop.now().toISOString(), asOf: await asOfDay(shop) }
  const booked: PaperReport['papers'] = []
  const problems = [...file.problems]
  try {
    await shop.db.transaction(async (tx) => {
      for (const paper of file.papers) {
        try {
          booked.push(await bookOne(tx, request.kind, paper, who))
        } catch (error) {
          const { code, message, repair } = outsideError(error)
          if (code === 'internal') throw error
          const value = String(
            paper.rows[0]?.[request.kind === 'receive' ? 'documentNumber' : 'invoiceNumber'],
          )
          problems.push({
            file: file.file,
            line: paper.line,
            column: file.column,
            value,
            reason: message,
            repair,
          })
        }
      }
      if (problems.length > 0 || request.dryRun) throw new TakenBack()
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  return { papers: booked, problems }
}

/**
 * Books the deliveries or invoices of a file for the person whose password was given. Any problem takes the whole file
 * back; the same file again changes nothing. Throws 'forbidden' for a wrong password, 'invalid' for no such file.
 */
export async function bookPapers(shop: Shop, request: PaperRequest): Promise<PaperReport> {
  const personId = await personByPassword(shop, request)
  const file = await readPaperFile(shop.db, request.path, request.kind, shop.now().toISOString())
  const { papers, problems } = await bookAll(shop, request, file, personId)
  const changes = papers.some(({ outcome }) => outcome === 'booked')
  const good = changes ? (request.dryRun ? 'would_book' : 'booked') : 'unchanged'
  return {
    file: file.file,
    dryRun: request.dryRun,
    outcome: problems.length > 0 ? 'rejected' : good,
    papers,
    problems,
  }
}
