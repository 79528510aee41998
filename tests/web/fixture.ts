// A small shop that answers like the tools do; its results are checked against the tools' own schemas by fixture.test.ts.
import type { TurnAnswer, TurnEvent } from '#agent/events.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { ConversationMessage, WebApplication } from '#surfaces/web/application.ts'
import { auditBook, verifyReport } from './fixture-audit.ts'
import { backtestReport } from './fixture-backtest.ts'
import { deskNamed, inboxOfFixture } from './fixture-desk.ts'
import { receivingDesks } from './fixture-receiving.ts'
import { masterData } from './fixture-master.ts'
import { ownAbsence, shopPeople } from './fixture-people.ts'
import { slackOffice } from './fixture-slack.ts'
import { poison } from './poison.ts'
import {
  buyLines,
  exceptionLines,
  orderNamed,
  orders,
  stockPositions,
  supplierLines,
  weeksOfMugs,
} from './fixture-rows.ts'

export const asOf = '2026-11-21'
const source = 'plan run 12, stock counted 20 Nov 2026'

type Input = Record<string, unknown>

function list(input: Input) {
  const show = (input['show'] as string | undefined) ?? 'due'
  const offset = (input['offset'] as number | undefined) ?? 0
  const limit = (input['limit'] as number | undefined) ?? 10
  const supplier = input['supplier'] as string | undefined
  const all = buyLines(show).filter(
    (line) => supplier === undefined || line.supplierCode === supplier,
  )
  const lines = all.slice(offset, offset + limit)
  const landedCostMinor = all.reduce((sum, line) => sum + (line.landedCostMinor ?? 0), 0)
  return {
    asOf,
    source,
    currency: 'GBP',
    lines,
    totals: {
      lineCount: all.length,
      units: all.reduce((sum, line) => sum + line.units, 0),
      landedCostMinor,
      withheldCount: 3,
      withheldWorthMinor: 412000,
      display: `${all.length} lines, landed £${(landedCostMinor / 100).toLocaleString('en-GB', { minimumFractionDigits: 2 })}; 3 withheld`,
    },
    moreCount: Math.max(0, all.length - offset - lines.length),
  }
}

const whySteps = [
  { label: 'Demand over the lead time', units: 168, display: '12 a day over 14 days of lead time' },
  {
    label: 'Safety stock',
    units: 62,
    display: 'for 95 % of cycles without a stockout, from the spread of demand and lead time',
  },
  { label: 'Demand until the next review', units: 84, display: '12 a day over 7 days' },
  { label: 'Available', units: -128, display: '131 on hand, 3 allocated' },
  { label: 'On order', units: -48, display: 'PO-2026-0031, expected 3 Dec 2026' },
  { label: 'Rounded up to the pack', units: 6, display: 'Northwind ships in 12s' },
]

const answers: Record<
  string,
  { display: string; lines: { label: string; units?: number; display: string }[] }
> = {
  why: {
    display:
      'Order 144 of MUG-014 from Northwind by 24 Nov 2026: stock runs out on 1 Dec 2026, a lead time of 14 days away.',
    lines: whySteps,
  },
  why_not: {
    display: 'Not due: the position of 420 is above the reorder point of 230.',
    lines: [{ label: 'due', display: 'It would come on the list at 230 units, on 9 Dec 2026.' }],
  },
  supplier: {
    display:
      'Northwind Ceramics is the cheapest usable supplier when its delays are paid for: £655.20 in total against £702.60.',
    lines: [],
  },
  fragility: {
    display: 'The decision holds unless one input moves this far.',
    lines: [
      { label: 'demand', display: 'Demand 31 % lower would make it wait a week.' },
      { label: 'lead time', display: 'A lead time of 7 days instead of 14 would make it wait.' },
    ],
  },
  change: {
    display: 'Up 24 units since the plan of 14 Nov 2026.',
    lines: [
      { label: 'demand', units: 36, display: '+36 from higher demand' },
      { label: 'inbound', units: -12, display: '-12 from an order confirmed' },
    ],
  },
}

function explain(input: Input) {
  const named = (input['recommendation'] as string | undefined) ?? 'R12-1'
  const line = ['due', 'withheld', 'overstock']
    .flatMap(buyLines)
    .find((each) => each.recommendation === named)
  if (line === undefined) {
    throw new QuartermasterError(
      'not_found',
      `There is no recommendation "${named}".`,
      'Take a handle from recommend_reorders, such as R12-1.',
    )
  }
  const isDue = line.defect === undefined && line.excessUnits === undefined
  const said = answers[(input['question'] as string | undefined) ?? 'why'] ?? {
    display: '',
    lines: [],
  }
  return {
    asOf,
    source,
    recommendation: named,
    sku: line.sku,
    name: line.name,
    locationCode: line.locationCode,
    currency: 'GBP',
    decision: isDue ? 'order' : line.defect === undefined ? 'enough' : 'withheld',
    units: line.units,
    supplierCode: line.supplierCode,
    landedCostMinor: line.landedCostMinor,
    orderByOn: line.orderByOn,
    leadTimeDays: 14,
    leadTimeSdDays: 3.2,
    protectionDays: 21,
    cycleServiceLevel: 0.95,
    safetyStockUnits: 62,
    reorderPointUnits: 230,
    orderUpToUnits: 314,
    inventoryPositionUnits: 176,
    lines: said.lines,
    display: said.display,
    warnings:
      isDue && named === 'R12-1'
        ? ['PO-2026-0031 is 4 days late; its 48 units are counted only from 3 Dec 2026.']
        : [],
    question: (input['question'] as string | undefined) ?? 'why',
    replayedSame: true,
  }
}

function forecast(input: Input) {
  const location = (input['location'] as string | undefined) ?? 'LDS'
  return {
    asOf,
    source,
    sku: String(input['item']),
    name: 'Stoneware mug, ocean blue',
    moreCount: 0,
    lines: [
      {
        locationCode: location,
        method: 'seasonal_theta',
        perWeekUnits: 84,
        totalUnits: 1032,
        totalP05Units: 806,
        totalP95Units: 1310,
        lastWeeksUnits: [58, 63, 61, 70, 66, 74, 69, 82, 77, 88, 81, 92],
        censoredDays: 4,
        upliftRate: 0.4,
        rmsse: 0.78,
        spike: 'none',
        weeks: weeksOfMugs,
        display:
          '1,032 units over 12 weeks, nine times in ten between 806 and 1,310; seasonal theta, RMSSE 0.78; 4 stockout days left out.',
      },
    ],
  }
}

function offer(code: string, name: string, landed: number, unreliable: number, best: boolean) {
  return {
    supplierCode: code,
    supplierName: name,
    usable: code !== 'OLDKILN',
    best,
    units: best ? 144 : 150,
    landedCostMinor: landed,
    unreliabilityMinor: unreliable,
    totalMinor: landed + unreliable,
    leadTimeDays: best ? 14 : 21,
    leadTimeSdDays: 3,
    otifRate: best ? 0.93 : 0.81,
    expectedOn: '2026-12-05',
    display: `${name}: £${(landed / 100).toFixed(2)}`,
  }
}

function comparison(input: Input) {
  return {
    asOf,
    source,
    sku: String(input['item']),
    name: 'Stoneware mug, ocean blue',
    locationCode: 'LDS',
    currency: 'GBP',
    askedUnits: 138,
    lines: [
      offer('NORTHWIND', 'Northwind Ceramics', 62040, 3480, true),
      offer('KYOTO', 'Kyoto Kiln 京都', 63900, 6360, false),
      offer('OLDKILN', 'Old Kiln Ltd', 58000, 20000, false),
    ],
    moreCount: 0,
  }
}

function drafted(input: Input) {
  const handles = (input['recommendations'] as string[] | undefined) ?? []
  const made = handles.length > 1 ? [orders[0], orders[1]] : [orders[0]]
  return {
    asOf,
    source,
    display:
      made.length === 1
        ? 'One draft of £655.20 is ready to check.'
        : 'Two drafts are ready to check.',
    warnings: [],
    moreCount: 0,
    orders: made.flatMap((order) =>
      order === undefined
        ? []
        : [
            {
              ...order,
              created: true,
              warnings: ["Below the supplier's minimum of £500.00 by £12.00."],
              moreCount: 0,
              lines: order.lines.map((line) => ({ ...line, askedUnits: line.units })),
            },
          ],
    ),
  }
}

function order(input: Input) {
  const number = input['order'] as string | undefined
  if (number !== undefined) {
    const found = orderNamed(number)
    if (found === undefined)
      throw new QuartermasterError(
        'not_found',
        `There is no order "${number}".`,
        'List orders with get_purchase_order.',
      )
    return { asOf, source, orders: [found], totals: { orderCount: 1 }, moreCount: 0 }
  }
  const state = input['state'] as string | undefined
  const supplier = input['supplier'] as string | undefined
  const found = orders.filter(
    (each) =>
      (supplier === undefined || each.supplierCode === supplier) &&
      (state === undefined || each.state === state || (state === 'late' && each.late)),
  )
  return {
    asOf,
    source,
    orders: found.map((each) => ({ ...each, lines: undefined })),
    totals: { orderCount: found.length },
    moreCount: 0,
  }
}

const results: Record<string, (input: Input) => unknown> = {
  recommend_reorders: list,
  explain_recommendation: explain,
  forecast_demand: forecast,
  get_stock_position: (input) => ({
    asOf,
    source,
    ...stockPositions(String(input['item'])),
    moreCount: 0,
  }),
  compare_suppliers: comparison,
  get_supplier_performance: (input) => ({
    asOf,
    source: 'receipts of 12 months',
    moreCount: 0,
    lines: supplierLines.filter(
      (line) => input['supplier'] === undefined || line.supplierCode === input['supplier'],
    ),
  }),
  find_exceptions: () => ({
    asOf,
    source,
    currency: 'GBP',
    lines: exceptionLines.map((line) => ({ action: 'Chase the supplier.', ...line })),
    moreCount: 4,
    totals: {
      exceptionCount: 12,
      atRiskMinor: 1843000,
      display: '12 exceptions with £18,430.00 at risk.',
    },
  }),
  get_purchase_order: order,
  draft_purchase_order: drafted,
  revise_purchase_order: (input) => {
    const found = orderNamed(String(input['order']))
    return {
      asOf,
      source,
      ...found,
      revision: 2,
      warnings: [],
      moreCount: 0,
      display: 'PO-2026-0042 is now revision 2.',
      lines: (found?.lines ?? []).map((line) => ({ ...line, beforeUnits: 144, askedUnits: 140 })),
    }
  },
  approve_purchase_order: (input) => ({
    asOf,
    source,
    ...orderNamed(String(input['order'])),
    state: 'submitted',
    submitted: true,
    flags: [],
    approvalsMissing: 1,
    deciders: [{ name: 'Maya Okafor', role: 'approver', currency: 'GBP', limitMinor: 1000000 }],
    excluded: [{ name: 'Sam Reed', reason: 'made the order' }],
    deciderCount: 1,
    display: 'PO-2026-0042 is submitted; Maya Okafor may decide.',
  }),
}

export type Called = { name: string; input: unknown }

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

function call(name: string, given: Input) {
  return {
    id: `call-${name}`,
    name,
    arguments: given,
    result: results[name]?.(given),
    error: null,
    milliseconds: 42,
  }
}

export function answerTo(question: string): TurnAnswer {
  return {
    conversationId: 'c-1',
    question,
    text: 'You have **16 lines** to order this week, landed **£9,484.20**. The most urgent:\n\n| item | where | order | by | landed |\n|---|---|---:|---|---:|\n| Stoneware mug, ocean blue | LDS | 144 | 24 Nov 2026 | £620.40 |\n| Kettle, 1.7 l | LDS | 60 | 22 Nov 2026 | £1,104.00 |\n\n- R12-1 is overdue: PO-2026-0031 is *late*.\n- Three lines are withheld; the first needs a lead time from `KYOTO`.',
    placeholders: {},
    toolCalls: [
      call('recommend_reorders', { show: 'due', limit: 5 }),
      call('find_exceptions', { kind: 'late_inbound' }),
    ],
    followUps: ['Why 144 of those?', 'What if Northwind is down for three weeks?', 'Draft it'],
    model: 'offline',
    notices: [],
    milliseconds: { total: 180, tools: 84, model: 96 },
  }
}

async function* turn(
  question: string,
  signal: AbortSignal,
  slowness: number,
): AsyncGenerator<TurnEvent> {
  if (question.includes('fail'))
    throw new QuartermasterError(
      'unavailable',
      'The model does not answer.',
      'Try again in a minute.',
    )
  if (question.includes('crash')) throw new TypeError('secret detail of the inside')
  const answer = { ...answerTo(question) }
  if (question.startsWith('echo ')) answer.text = question.slice(5)
  for (const call of answer.toolCalls) {
    yield { type: 'tool_call', id: call.id, name: call.name, arguments: call.arguments }
    await pause(slowness)
    if (signal.aborted) return
    yield { type: 'tool_result', ...call }
  }
  for (let at = 0; at < answer.text.length; at += 60) {
    yield { type: 'text', text: answer.text.slice(at, at + 60) }
    await pause(slowness / 10)
    if (signal.aborted) return
  }
  yield { type: 'done', answer }
}

/** The application that the web tests run against; `calls` records what the pages asked of the tools. */
export function fixtureApplication(
  options: { slowness?: number; hostile?: (text: string) => string } = {},
): WebApplication & { calls: Called[] } {
  const calls: Called[] = []
  const conversations = new Map<string, ConversationMessage[]>()
  const told = <Answer>(answer: Answer) =>
    options.hostile === undefined ? answer : (poison(answer, options.hostile) as Answer)
  return {
    calls,
    shop: () =>
      Promise.resolve({
        name: 'Harbour & Hearth',
        asOf,
        isDemo: true,
        modelName: 'offline',
        personName: 'Sam Reed',
      }),
    callTool(name, input) {
      calls.push({ name, input })
      const result = results[name]
      if (result === undefined)
        return Promise.reject(
          new QuartermasterError('not_found', `There is no tool "${name}".`, 'Use another.'),
        )
      return Promise.resolve().then(() => {
        const answer = result((input ?? {}) as Input)
        return options.hostile === undefined ? answer : poison(answer, options.hostile)
      })
    },
    backtest(ask) {
      calls.push({ name: 'backtest', input: ask })
      const report = backtestReport(ask, asOf)
      const told = options.hostile === undefined ? report : poison(report, options.hostile)
      return Promise.resolve(told as typeof report)
    },
    async *ask(question, conversationId, signal) {
      for await (const event of turn(question, signal, options.slowness ?? 0)) {
        if (event.type === 'done') {
          const earlier = conversations.get(conversationId ?? '') ?? []
          conversations.set(event.answer.conversationId, [
            ...earlier,
            { role: 'user', text: question },
            { role: 'assistant', answer: event.answer },
          ])
        }
        yield event
      }
    },
    approvalInbox: () => Promise.resolve(told(inboxOfFixture())),
    readPaper: () =>
      Promise.reject(new QuartermasterError('not_found', 'There is no paper.', 'Open Orders.')),
    readOrder(order) {
      calls.push({ name: 'read_order', input: { order } })
      const desk = deskNamed(order)
      return desk === undefined
        ? Promise.reject(
            new QuartermasterError('not_found', `There is no order "${order}".`, 'Open Orders.'),
          )
        : Promise.resolve(told(desk))
    },
    ...receivingDesks(told),
    readAudit: (ask) => {
      calls.push({ name: 'read_audit', input: ask })
      return Promise.resolve(told(auditBook))
    },
    verifyBooks: () => Promise.resolve(told(verifyReport)),
    masterData: masterData(told),
    slackOffice: () => Promise.resolve(told(slackOffice)),
    slackInstalls: null,
    absence: () =>
      Promise.resolve(
        options.hostile === undefined
          ? ownAbsence
          : (poison(ownAbsence, options.hostile) as typeof ownAbsence),
      ),
    people: () =>
      Promise.resolve(
        options.hostile === undefined
          ? shopPeople
          : (poison(shopPeople, options.hostile) as typeof shopPeople),
      ),
    runCommand(name, input) {
      calls.push({ name, input })
      return Promise.resolve({ result: {}, again: false })
    },
    conversation(id) {
      const messages = conversations.get(id)
      if (messages === undefined)
        return Promise.reject(
          new QuartermasterError('not_found', 'There is no such conversation.', 'Start a new one.'),
        )
      return Promise.resolve(messages)
    },
  }
}

export { results as fixtureResults }
