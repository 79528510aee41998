import { AsyncLocalStorage } from 'node:async_hooks'
import { openBudget, type BudgetSize, type CallPlace } from './call-budget.ts'
import { openRates, type CallRate } from './call-rate.ts'
import { holderOfTheMachine, type McpCaller, type McpHost } from './host.ts'
import { kindOfWork, readMessage, type Message } from './message.ts'
import { refusal } from './refusal.ts'

type Limits = {
  rate: CallRate
  /** Calls whose answer is not out, with whatever they still do after their client left. */
  calls: BudgetSize
  /** Messages that are on their way in: a megabyte of memory each. */
  messages: BudgetSize
  /** Streams that are held open to hear of changes. */
  streams: BudgetSize
}

/**
 * An assistant asks a few things a second, some at the same time; thirty a second for ever is a program in a loop.
 * A question that waits for its person's answer keeps its place, so that there are more places than cores.
 */
const limitsOfClient: Limits = {
  rate: { perSecond: 30, burst: 120 },
  calls: { atWork: 8, waiting: 24 },
  messages: { atWork: 16, waiting: 120 },
  streams: { atWork: 64, waiting: 0 },
}

/** Whoever holds the machine may run a load test on it; only what would make the others wait is turned away. */
const limitsOfHolder: Limits = {
  rate: { perSecond: 500, burst: 1_000 },
  calls: { atWork: 16, waiting: 64 },
  messages: { atWork: 64, waiting: 1_000 },
  streams: { atWork: 64, waiting: 0 },
}

export type CallLimits = {
  /** The host, with its work counted against the place of the request that asked for it. */
  counted(host: McpHost): McpHost
  /** Reads a request's message and has it answered within the caller's limits; 429 beyond them. */
  within(
    caller: McpCaller,
    request: Request,
    answer: (message: Message | null) => Promise<Response>,
  ): Promise<Response>
}

/** Opens the limits of every principal. `now` gives milliseconds; a message has `bodyMilliseconds` to arrive. */
export function openLimits(now: () => number, bodyMilliseconds: number): CallLimits {
  const rates = openRates(now)
  const budgets = { call: openBudget(), message: openBudget(), stream: openBudget() }
  const placeOfRequest = new AsyncLocalStorage<CallPlace>()

  function counted(host: McpHost): McpHost {
    const runFor: McpHost['runFor'] = (caller) => {
      const run = host.runFor(caller)
      return (...call) => {
        const work = run(...call)
        placeOfRequest.getStore()?.hold(work)
        return work
      }
    }
    return { ...host, runFor }
  }

  async function messageOf(request: Request, { principal }: McpCaller, size: BudgetSize) {
    if (request.method !== 'POST') return null
    const place = await budgets.message.enter(principal, size, request.signal)
    if (place === null) return tooMany(1)
    try {
      return await readMessage(request, bodyMilliseconds)
    } finally {
      place.leave()
    }
  }

  async function within(
    caller: McpCaller,
    request: Request,
    answer: (message: Message | null) => Promise<Response>,
  ): Promise<Response> {
    const { principal } = caller
    const limits = principal === holderOfTheMachine.principal ? limitsOfHolder : limitsOfClient
    const seconds = rates.take(principal, limits.rate)
    if (seconds > 0) return tooMany(seconds)
    const message = await messageOf(request, caller, limits.messages)
    if (message instanceof Response) return message
    const kind = kindOfWork(request, message)
    if (kind === null) return answer(message)
    const size = kind === 'call' ? limits.calls : limits.streams
    const place = await budgets[kind].enter(principal, size, request.signal)
    if (place === null) return tooMany(1)
    try {
      return untilRead(await placeOfRequest.run(place, () => answer(message)), place)
    } catch (error) {
      place.leave()
      throw error
    }
  }

  return { counted, within }
}

function tooMany(seconds: number): Response {
  const wait = Math.ceil(seconds)
  const message = `Too many calls at once. Wait ${wait} s, then send fewer at a time.`
  return refusal(429, 'unwelcome', message, { 'retry-after': String(wait) })
}

/** The response as it is; a stream gives its place back when it ends or nobody reads it any more. */
function untilRead(response: Response, place: CallPlace): Response {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  if (response.body === null || !isStream) {
    place.leave()
    return response
  }
  const reader = response.body.getReader()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (!done) return controller.enqueue(value)
        place.leave()
        controller.close()
      } catch (error) {
        place.leave()
        controller.error(error)
      }
    },
    cancel(reason) {
      place.leave()
      return reader.cancel(reason)
    },
  })
  return new Response(body, { status: response.status, headers: response.headers })
}
