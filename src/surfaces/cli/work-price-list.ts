// A supplier's price list in the name of a person who has just given their password: staged, shown, accepted, discarded.
import { randomBytes } from 'node:crypto'
import { basename } from 'node:path'
import { applyPriceList } from '#commands/apply-price-list.ts'
import { runCommand } from '#commands/command.ts'
import type { Command } from '#commands/command.ts'
import { discardPriceList } from '#commands/discard-price-list.ts'
import { stagePriceList } from '#commands/stage-price-list.ts'
import { decodedText, inspectFile } from '#imports/file-text.ts'
import { masterDataOf } from '#operations/master-data.ts'
import type { PriceListReport, PriceListRequest } from '#operations/operations.ts'
import { asOfDay, type Shop } from '#operations/shop.ts'
import { QuartermasterError } from '#root/errors.ts'
import { personByPassword } from './person-by-password.ts'

type Of<Act> = Extract<PriceListRequest, { act: Act }>

/** Ends a transaction whose writing was only tried; carries what it came to. */
class TakenBack extends Error {
  readonly report: PriceListReport
  constructor(report: PriceListReport) {
    super()
    this.report = report
  }
}

const shortestSeen = 8

const newChangeId = () => randomBytes(16).toString('base64url')

async function run(shop: Shop, command: Command, input: object): Promise<unknown> {
  const { result } = await runCommand(command, input, {
    db: shop.db,
    personId: shop.personId ?? '',
    now: shop.now().toISOString(),
    asOf: await asOfDay(shop),
    enqueue: () => Promise.reject(new Error('a price list sets nothing off')),
  })
  return result
}

const desk = (shop: Shop, list: string) => masterDataOf(shop).priceList(list)

async function textOf(path: string): Promise<string> {
  const unreadable = (cause: unknown) =>
    new QuartermasterError(
      'invalid',
      `${basename(path)} can not be read.`,
      'Check the path and that it is a file you may read.',
      {},
      cause,
    )
  const { encoding } = await inspectFile(path).catch((error: unknown) => {
    throw error instanceof QuartermasterError ? error : unreadable(error)
  })
  let text = ''
  for await (const piece of decodedText(path, encoding, () => undefined)) text += piece
  return text
}

async function stage(shop: Shop, request: Of<'stage'>): Promise<PriceListReport> {
  const { supplier, path, dryRun } = request
  const input = {
    changeId: newChangeId(),
    supplier,
    fileName: basename(path).slice(0, 120),
    text: await textOf(path),
  }
  const staged = async (at: Shop): Promise<PriceListReport> => {
    const { list, again } = (await run(at, stagePriceList, input)) as {
      list: string
      again: boolean
    }
    const outcome = again ? 'unchanged' : dryRun ? 'would_stage' : 'staged'
    return { outcome, list: await desk(at, list) }
  }
  if (!dryRun) return staged(shop)
  try {
    return await shop.db.transaction(async (tx) => {
      throw new TakenBack(await staged({ ...shop, db: tx }))
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.report
    throw error
  }
}

/** The whole name of the rows that were shown. Throws 'conflict' where they are not those that stand there now. */
function seenRows(now: string, { list, seen }: Of<'accept'>): string {
  if (seen.length >= shortestSeen && now.startsWith(seen)) return now
  throw new QuartermasterError(
    'conflict',
    `"${seen.slice(0, 64)}" does not name what ${list} shows now.`,
    `Look at it with "prices show ${list}"; the last line says how to accept exactly that.`,
  )
}

async function accept(shop: Shop, request: Of<'accept'>): Promise<PriceListReport> {
  const { list } = request
  const seen = seenRows((await desk(shop, list)).seen, request)
  await run(shop, applyPriceList, { list, seen })
  return { outcome: 'applied', list: await desk(shop, list) }
}

/**
 * Does one thing with a price list for the person whose password was given, and returns the list as it then stands.
 * Throws 'forbidden' for a wrong password or role, and what the command refuses; then nothing was changed.
 */
export async function workPriceList(
  shop: Shop,
  request: PriceListRequest,
): Promise<PriceListReport> {
  const signed: Shop = { ...shop, personId: await personByPassword(shop, request) }
  if (request.act === 'stage') return stage(signed, request)
  if (request.act === 'accept') return accept(signed, request)
  const { list } = request
  if (request.act === 'discard') {
    await run(signed, discardPriceList, { changeId: newChangeId(), list, reason: request.reason })
  }
  const outcome = request.act === 'discard' ? 'discarded' : 'shown'
  return { outcome, list: await desk(signed, list) }
}
