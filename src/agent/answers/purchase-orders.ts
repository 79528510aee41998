import {
  bullets,
  has,
  hole,
  listOf,
  moreOf,
  paragraphs,
  sentence,
  sentences,
  sourceLine,
  table,
  type Column,
  type Result,
} from './markdown.ts'

const orderLines: Column[] = [
  { title: 'Item', field: 'name', also: 'sku' },
  { title: 'Before', field: 'beforeUnits' },
  { title: 'Asked', field: 'askedUnits' },
  { title: 'Units', field: 'units' },
  { title: 'Received', field: 'receivedUnits' },
  { title: 'Unit price', field: 'unitPrice' },
  { title: 'Line total', field: 'lineTotalMinor' },
]

/** One order with its lines, or a list of orders. */
export function answerOrders(result: Result): string {
  const orders = listOf(result, 'orders')
  const [only] = orders
  if (only === undefined) return paragraphs('No purchase order fits that.', sourceLine)
  if (orders.length === 1) {
    return paragraphs(
      `${sentence('orders.0', only, 'display')}${only['late'] === true ? ' **It is late.**' : ''}`,
      has(only, 'lines') && table('orders.0.lines', listOf(only, 'lines'), orderLines),
      has(only, 'noteQuoted') &&
        `A note on it, as somebody wrote it: ${hole('orders.0.noteQuoted')}`,
      has(only, 'decision') && sentence('orders.0', only, 'decision'),
      nextStep(only['state']),
      sourceLine,
    )
  }
  return paragraphs(
    has(result['totals'], 'display')
      ? `${hole('totals.display')}:`
      : `Orders found: ${hole('totals.orderCount')}.`,
    bullets(
      'orders',
      orders.slice(0, 10),
      (at, order) => `${hole(`${at}.display`)}${order['late'] === true ? ', **late**' : ''}`,
    ),
    moreOf(result, orders, 'Name a supplier or a state, such as late or draft.'),
    sourceLine,
  )
}

function nextStep(state: unknown): string {
  if (state === 'draft')
    return 'It is a draft and commits to no purchase. Say "submit it" to hand it in, or tell me what to change.'
  if (state === 'submitted') return 'It waits for a person to decide.'
  return ''
}

/** Drafts made: each order with its lines and warnings, and what comes next. */
export function answerDraft(result: Result): string {
  const orders = listOf(result, 'orders')
  if (orders.length === 0)
    return paragraphs(has(result, 'display') && sentence('', result, 'display'), sourceLine)
  const each = orders.map((order, index) => {
    const at = `orders.${index}`
    return paragraphs(
      `**${hole(`${at}.display`)}**${order['created'] === false ? ' – this draft was there already.' : ''}`,
      table(
        `${at}.lines`,
        listOf(order, 'lines'),
        orderLines.filter(({ field }) => field !== 'askedUnits' || asksOtherwise(order)),
      ),
      Number(order['moreCount'] ?? 0) > 0 && `And ${hole(`${at}.moreCount`)} more lines.`,
      sentences('Beware:', order, 'warnings', `${at}.warnings`),
    )
  })
  return paragraphs(
    sentence('', result, 'display'),
    ...each,
    Number(result['moreCount'] ?? 0) > 0 &&
      `And ${hole('moreCount')} more orders; say "show my drafts" to see them.`,
    sentences('Beware:', result, 'warnings'),
    'A draft commits to no purchase. Change it by telling me the quantity, or say "submit it" to hand it in; a person decides.',
    sourceLine,
  )
}

const asksOtherwise = (order: Result): boolean =>
  listOf(order, 'lines').some((line) => line['askedUnits'] !== line['units'])

/** A draft after a change. */
export function answerRevision(result: Result): string {
  return paragraphs(
    `Changed: ${sentence('', result, 'display')}`,
    table('lines', listOf(result, 'lines'), orderLines),
    Number(result['moreCount'] ?? 0) > 0 && `And ${hole('moreCount')} more lines.`,
    sentences('Beware:', result, 'warnings'),
    'Say "submit it" to hand it in for approval.',
    sourceLine,
  )
}

/** An order handed in: who may decide and who may not, and why; or what was decided about it. */
export function answerSubmission(result: Result): string {
  const deciders = listOf(result, 'deciders')
  const excluded = listOf(result, 'excluded')
  return paragraphs(
    sentence('', result, 'display'),
    has(result, 'reasonQuoted') && `Reason given: “${hole('reasonQuoted')}”`,
    deciders.length > 0 && 'I do not approve orders; a signed-in person does.',
    sentences('An approver will see:', result, 'flags'),
    deciders.length > 0 &&
      `These people may decide:\n\n${bullets('deciders', deciders, (at, row) => `${hole(`${at}.name`)}, ${hole(`${at}.role`)}${has(row, 'limitMinor') ? `, up to ${hole(`${at}.limitMinor`)}` : ''}${has(row, 'standsInFor') ? `, standing in for ${hole(`${at}.standsInFor`)}` : ''}`)}`,
    excluded.length > 0 &&
      `These may not decide on this one:\n\n${bullets('excluded', excluded, (at) => `${hole(`${at}.name`)}: ${hole(`${at}.reason`)}`)}`,
    sourceLine,
  )
}
