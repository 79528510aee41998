import type { TurnAnswer, TurnEvent } from '#agent/events.ts'
import { exportShop, type ExportReport } from '#imports/export-shop.ts'
import type { PaperKind } from '#imports/paper-files.ts'
import type { ImportProgress, ImportReport, RowProblem } from '#imports/report.ts'
import type { OrderDocument } from '#render/order-documents/order-document.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { Progress } from '#root/under-way.ts'
import { approvalInbox, type ApprovalInbox } from './approval-inbox.ts'
import type { AuditFilter } from '#store/audit.ts'
import {
  listAccessTokens,
  makeAccessToken,
  revokeAccessToken,
  type AccessTokenAsk,
  type ListedAccessToken,
  type MadeAccessToken,
} from './access-tokens.ts'
import { anchorShop, type AnchorReport } from './anchor-shop.ts'
import type { AskRequest } from './ask.ts'
import { exportAudit, type ExportedAudit } from './audit-export.ts'
import {
  backtestShop,
  type BacktestAsk,
  type BacktestProgress,
  type BacktestReport,
} from './backtest-shop.ts'
import { callTool } from './call-tool.ts'
import { completeCode, type CompletionRequest } from './complete-code.ts'
import type { Completions } from '#store/completions.ts'
import {
  readSubmission,
  requestStateKey,
  submitConfirmed,
  type ConfirmedOutcome,
  type SubmissionConfirmed,
  type SubmissionView,
} from './confirm-submission.ts'
import type { StoredExchange } from '#store/conversations.ts'
import { conversationOf } from './conversations.ts'
import { describePolicy } from './describe-policy.ts'
import type { ShopDescription } from './describe-shop.ts'
import type { Diagnosis } from './diagnose.ts'
import { importIntoShop, type ImportRequest } from './import-into-shop.ts'
import { invoiceDesk, invoiceOfOrder } from './invoice-desk.ts'
import type { InvoiceDesk } from './invoice-desk.ts'
import type { ExpectedInvoice } from '#purchasing/expected-invoice.ts'
import { deliveryDesk, receivingDesk } from './receiving-desk.ts'
import type { DeliveryDesk, ReceivingDesk } from './receiving-desk.ts'
import { listRecords, type RecordList } from './list-records.ts'
import type { PriceListDesk } from './master-data.ts'
import { planNow, type PlanReport } from './plan-now.ts'
import { orderDesk, type OrderDesk } from './order-desk.ts'
import { readPaper } from './read-paper.ts'
import { readPlan, type PlanReading } from './read-plan.ts'
import { asOfDay, personOf, type Shop } from './shop.ts'
import { makeSignInLink, type SignInLink } from './sign-in-link.ts'
import { verifyShop, type VerifyReport } from './verify-shop.ts'

/** Deliveries or invoices of a file, and the sign-in of whoever books them. */
export type PaperRequest = {
  kind: PaperKind
  /** Absolute. */
  path: string
  dryRun: boolean
  email: string
  password: string
}

export type PaperReport = {
  file: string
  dryRun: boolean
  outcome: 'booked' | 'would_book' | 'unchanged' | 'rejected'
  /** State of the order that was received, or of the invoice. */
  papers: { number: string; outcome: 'booked' | 'unchanged'; state: string; findings: string[] }[]
  problems: RowProblem[]
}

/** What a person does with a supplier's price list, and their sign-in. */
export type PriceListRequest = { email: string; password: string } & (
  | {
      act: 'stage'
      supplier: string
      /** Absolute. */
      path: string
      dryRun: boolean
    }
  | { act: 'show'; list: string }
  /** `seen` names the rows that were shown: their hash, or its first eight characters and more. */
  | { act: 'accept'; list: string; seen: string }
  | { act: 'discard'; list: string; reason: string }
)

export type PriceListReport = {
  outcome: 'staged' | 'would_stage' | 'unchanged' | 'shown' | 'applied' | 'discarded'
  list: PriceListDesk
}

/** What a surface can ask of a shop: input, what is told on the way, and the result. */
export type Operations = {
  describe_shop: { input: Record<string, never>; event: never; result: ShopDescription }
  call_tool: { input: { name: string; input: unknown }; event: Progress; result: unknown }
  request_state_key: { input: Record<string, never>; event: never; result: { key: string } }
  read_submission: { input: { order: string }; event: never; result: SubmissionView }
  submit_confirmed: { input: SubmissionConfirmed; event: never; result: ConfirmedOutcome }
  ask: { input: AskRequest; event: TurnEvent; result: TurnAnswer }
  read_conversation: { input: { conversationId: string }; event: never; result: StoredExchange[] }
  plan: { input: Record<string, never>; event: Progress; result: PlanReport }
  import_files: { input: ImportRequest; event: ImportProgress; result: ImportReport }
  export_files: { input: { folder: string }; event: never; result: ExportReport }
  backtest: { input: BacktestAsk; event: BacktestProgress; result: BacktestReport }
  approval_inbox: { input: Record<string, never>; event: never; result: ApprovalInbox }
  read_paper: { input: { order: string }; event: never; result: OrderDocument }
  describe_policy: { input: Record<string, never>; event: never; result: { text: string } }
  complete_code: { input: CompletionRequest; event: never; result: Completions }
  list_records: { input: Record<string, never>; event: never; result: RecordList }
  read_plan: { input: { plan: string }; event: never; result: PlanReading }
  read_order: { input: { order: string }; event: never; result: OrderDesk }
  receiving_desk: { input: Record<string, never>; event: never; result: ReceivingDesk }
  delivery_desk: { input: { order: string }; event: never; result: DeliveryDesk }
  invoice_desk: { input: Record<string, never>; event: never; result: InvoiceDesk }
  expected_invoice: { input: { order: string }; event: never; result: ExpectedInvoice }
  /** Done by a person: a surface adds it, because nothing here may decide. */
  book_papers: { input: PaperRequest; event: never; result: PaperReport }
  /** As `book_papers`. */
  price_list: { input: PriceListRequest; event: never; result: PriceListReport }
  make_sign_in_link: { input: { person: string }; event: never; result: SignInLink }
  make_access_token: { input: AccessTokenAsk; event: never; result: MadeAccessToken }
  list_access_tokens: {
    input: Record<string, never>
    event: never
    result: { tokens: ListedAccessToken[] }
  }
  revoke_access_token: {
    input: { id: string }
    event: never
    result: Awaited<ReturnType<typeof revokeAccessToken>>
  }
  verify: { input: Record<string, never>; event: never; result: VerifyReport }
  anchor_audit: { input: Record<string, never>; event: never; result: AnchorReport }
  export_audit: { input: AuditFilter & { file: string }; event: never; result: ExportedAudit }
  diagnose: { input: Record<string, never>; event: never; result: Diagnosis }
}

export type OperationName = keyof Operations

/** Runs one operation here or, through the owner's door, in the process that holds the data folder. */
export type RunOperation = <Name extends OperationName>(
  name: Name,
  input: Operations[Name]['input'],
  emit: (event: Operations[Name]['event']) => void,
  signal?: AbortSignal,
) => Promise<Operations[Name]['result']>

type Runner<Name extends OperationName> = (
  shop: Shop,
  input: Operations[Name]['input'],
  emit: (event: Operations[Name]['event']) => void,
  signal?: AbortSignal,
) => Promise<Operations[Name]['result']>

// What needs the model SDKs is loaded when it is asked for: an import of a million rows has better use for the memory.
const runners: { [Name in OperationName]: Runner<Name> } = {
  describe_shop: async (shop) => (await import('./describe-shop.ts')).describeShop(shop),
  call_tool: callTool,
  request_state_key: requestStateKey,
  read_submission: readSubmission,
  submit_confirmed: submitConfirmed,
  ask: async (...call) => (await import('./ask.ts')).ask(...call),
  read_conversation: conversationOf,
  plan: planNow,
  import_files: importIntoShop,
  export_files: (shop, { folder }) => exportShop(shop.db, folder),
  backtest: backtestShop,
  make_sign_in_link: makeSignInLink,
  make_access_token: makeAccessToken,
  list_access_tokens: listAccessTokens,
  revoke_access_token: revokeAccessToken,
  approval_inbox: async (shop) => approvalInbox(shop.db, await deskOf(shop)),
  read_paper: async (shop, { order }) => readPaper(shop.db, order),
  describe_policy: describePolicy,
  complete_code: completeCode,
  list_records: listRecords,
  read_plan: readPlan,
  read_order: async (shop, { order }) => orderDesk(shop.db, order, await deskOf(shop)),
  receiving_desk: async (shop) => receivingDesk(shop.db, await deskOf(shop)),
  delivery_desk: async (shop, { order }) => deliveryDesk(shop.db, order, await deskOf(shop)),
  invoice_desk: async (shop) => invoiceDesk(shop.db, await deskOf(shop)),
  expected_invoice: (shop, { order }) => invoiceOfOrder(shop.db, order),
  book_papers: () => Promise.reject(unknownOperation('book_papers')),
  price_list: () => Promise.reject(unknownOperation('price_list')),
  verify: verifyShop,
  anchor_audit: anchorShop,
  export_audit: (shop, input) => exportAudit(shop.db, input),
  diagnose: async (shop) => (await import('./diagnose.ts')).diagnose(shop),
}

/** Who sits at the desk, and when. */
async function deskOf(shop: Shop): Promise<{ personId: string; now: string; asOf: string }> {
  const [person, asOf] = await Promise.all([personOf(shop), asOfDay(shop)])
  return { personId: person.id, now: shop.now().toISOString(), asOf }
}

/** The operations of a shop that this process has open. An unknown name is a QuartermasterError('not_found'). */
export function operationsOn(shop: Shop): RunOperation {
  return (name, input, emit, signal) => {
    const runner = Object.hasOwn(runners, name) ? runners[name] : undefined
    if (runner === undefined) throw unknownOperation(name)
    return runner(shop, input, emit, signal)
  }
}

function unknownOperation(name: string): QuartermasterError {
  const known = Object.keys(runners).join(', ')
  return new QuartermasterError(
    'not_found',
    `There is no operation "${name}".`,
    `Use one of: ${known}.`,
  )
}
