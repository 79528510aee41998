// Sends what the fuzzer makes over real HTTP to a real shop, holds every answer against the law, then looks at the shop.
import { sql } from 'drizzle-orm'
import { Agent } from 'node:http'
import { expect } from 'vitest'
import type { Shop } from '#operations/shop.ts'
import { selectRows, type Database, type OpenDatabase } from '#store/database.ts'
import { mcpHostOf } from '#surfaces/cli/mcp-host.ts'
import { holderOfTheMachine, type McpCaller } from '#surfaces/mcp/host.ts'
import { tools } from '#tools/index.ts'
import { modern, send, serveHost, type Answer, type Sent, type Served } from '../mcp/raw-http.ts'
import { asOf, now } from '../tools/shop.ts'
import { fuzzer, type Fuzzed, type Offered, type Schema, type Words } from './fuzz.ts'
import { followUp } from './fuzz-answers.ts'
import { askers, auditedActions, faultsOf, protectedHashes } from './hostile-shop.ts'
import { chance } from './random.ts'

/** An answer that takes longer hangs. */
const longestMilliseconds = 10_000
const mostFaults = 12
/** So many are under way at a time. */
const together = 6

export type FuzzReport = {
  calls: number
  seconds: number
  /** The answer that took longest. */
  slowest: { milliseconds: number; kind: string }
  /** How many answers had which status. */
  statuses: Record<string, number>
  /** The tools that gave an answer that was no error. */
  answered: Set<string>
  written: Record<string, number>
  /** What broke the law, each with its request; stops after a few. */
  faults: string[]
}

const signs: [string, RegExp][] = [
  ['a stack frame', /(\\n|\n)\s*at (async |new )?[^\s"\\]*( \(|file:|node:|\/)/gi],
  [
    'a path',
    /file:\/\/|node_modules|node:internal|\/(work|home|root|tmp|usr|var|etc)\/|\.[cm]?[jt]s:\d/gi,
  ],
  // As the database layer writes it, with its names quoted; the other kind is caught by the names of its tables.
  ['SQL', /\b(select .{1,200}? from|insert into|delete from|update) \\?"\w+\\?"/gi],
  [
    'the database',
    /drizzle|pglite|failed query|violates \w+[- ]\w* ?constraint|syntax error at|invalid byte seq|out of range for type/gi,
  ],
  [
    'the language',
    /\b(Type|Range|Syntax|Reference|Zod)Error\b|is not a function|cannot read prop/gi,
  ],
  ['something that failed inside', /failed inside Quartermaster|internal (server )?error/gi],
]

/** What an answer holds that none may; `tables` are names that only the database has. What was asked may come back. */
function leaksIn(answer: string, asked: string, tables: string[]): string[] {
  const named: [string, RegExp] = [
    'a table',
    new RegExp(String.raw`\b(${tables.join('|')})\b`, 'g'),
  ]
  const isNew = ([found]: RegExpExecArray) => !asked.includes(found.toLowerCase())
  return [...signs, named]
    .filter(([, sign]) => [...answer.matchAll(sign)].some(isNew))
    .map(([what]) => what)
}

/** Names that no sentence has: two words with a line between them, and no word of what a tool is called. */
async function tableNames(db: Database): Promise<string[]> {
  const rows = await selectRows<{ name: string }>(
    db,
    sql`select tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  return rows.map(({ name }) => name).filter((name) => name.includes('_'))
}

const words = (): Words =>
  new Map([
    ['item', ['TEA', 'LAMP', 'BOX', 'MUG-BLU', 'MUG-WHT', 'mug', 'white mug', 'te']],
    ['supplier', ['ACME', 'NORD', 'SHADY', 'acme']],
    ['location', ['LDS', 'RTM']],
    ['order', ['PO-2026-0007', 'PO-2026-0008', 'PO-2026-0009', 'PO-2026-0010', 'OLD-04']],
    ['recommendation', ['R1-1', 'R1-2']],
    ['budget', ['5000 GBP', '100 EUR', '5000 GBP a week', '0 GBP']],
    ['category', ['Kitchen', 'Tea']],
    ['query', ['mug', 'TEA', 'a']],
  ])

/** So many requests from a seed to one shop, and what of it broke the law. */
export async function fuzz(
  shop: { database: OpenDatabase },
  size: { calls: number; seed: number },
): Promise<FuzzReport> {
  const { db } = shop.database
  const defects: unknown[] = []
  const served = await serveShop(shop.database, defects)
  const agent = new Agent({ keepAlive: true, maxSockets: together })
  const luck = chance(size.seed)
  const tables = await tableNames(db)
  const before = { rows: await protectedHashes(db), actions: await auditedActions(db) }
  const made = fuzzer(luck, await offeredBy(served.port), words())
  const report: FuzzReport = {
    calls: 0,
    seconds: 0,
    slowest: { milliseconds: 0, kind: '' },
    statuses: {},
    answered: new Set(),
    written: {},
    faults: [],
  }
  const sessions = await openSessions(served.port)
  const followUps: Fuzzed[] = []
  const began = performance.now()
  try {
    while (report.calls < size.calls && report.faults.length < mostFaults) {
      const batch = [
        ...followUps.splice(0),
        ...Array.from({ length: together }, () => {
          const inSession = luck.happens(0.2) ? sessions : null
          return withCaller(made.next(), luck.of(askers).id, report.calls, inSession)
        }),
      ]
      const answers = await Promise.all(
        batch.map((sent) =>
          timed(report, sent, () => send(served.port, { ...sent, agent }, longestMilliseconds)),
        ),
      )
      for (const [at, answer] of answers.entries()) {
        report.faults.push(...faultsIn(batch[at]!, answer, defects, tables))
        made.learn(answer)
        const more = followUp(luck, batch[at]!, answer)
        if (more !== null) followUps.push(more)
        count(report, batch[at]!, answer)
      }
    }
    report.seconds = (performance.now() - began) / 1000
    // It is still there for somebody who asks for what there is.
    const last = await send(served.port, modern('tools/list', {}), longestMilliseconds)
    expect(last.status).toBe(200)
  } finally {
    agent.destroy()
    await served.close()
  }
  report.written = await writtenSince(db, before)
  return report
}

/** The shop as the program serves it. Who asks says so in a header: signing in is tried elsewhere. */
function serveShop(database: OpenDatabase, defects: unknown[]): Promise<Served> {
  const shop: Shop = {
    database,
    db: database.db,
    model: { openaiApiKey: null, modelName: null, modelUrl: null },
    where: 'fuzz',
    now: () => new Date(now),
    fixedAsOf: asOf,
    personId: null,
    slack: null,
    mail: null,
    auditAnchorFile: null,
    configuration: [],
  }
  const callerOf = (request: Request): Promise<McpCaller> => {
    const personId = request.headers.get('x-person') ?? 'ana'
    // A client of its own for a few calls, so that no rate is in the way of the rest.
    const principal = `${personId} ${request.headers.get('x-client') ?? ''}`
    return Promise.resolve({
      ...holderOfTheMachine,
      personId,
      principal,
      seesCosts: personId !== 'will',
    })
  }
  const opened = new URL('https://shop.example/')
  const host = {
    ...mcpHostOf(shop, '0.0.0', opened),
    report: (error: unknown) => void defects.push(error),
  }
  return serveHost(host, { callerOf })
}

/** A session of the 2025 revisions for each person; a client keeps it as long as the server does. */
async function openSessions(port: number): Promise<Map<string, string>> {
  const opened = askers.map(async ({ id }) => {
    const params = {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'fuzz', version: '1' },
    }
    const body = { jsonrpc: '2.0', id: 1, method: 'initialize', params }
    const headers = { 'x-person': id, 'x-client': 'session' }
    const answer = await send(port, { headers, body }, longestMilliseconds)
    return [id, String(answer.headers['mcp-session-id'])] as const
  })
  return new Map(await Promise.all(opened))
}

function withCaller(
  sent: Fuzzed,
  person: string,
  turn: number,
  sessions: Map<string, string> | null,
): Fuzzed {
  const spoilt = sent.kind.startsWith('transport')
  if (sessions === null || spoilt || typeof sent.body !== 'object') {
    const who = { 'x-person': person, 'x-client': String(Math.floor(turn / 60)) }
    return { ...sent, headers: { ...sent.headers, ...who } }
  }
  const headers = {
    'x-person': person,
    'x-client': 'session',
    'mcp-session-id': sessions.get(person)!,
    'mcp-protocol-version': '2025-11-25',
  }
  return { ...sent, kind: `${sent.kind}, in a session`, headers, body: withoutEnvelope(sent.body) }
}

/** A message as the 2025 revisions have it: who the client is was said when its session began. */
function withoutEnvelope(body: unknown): unknown {
  const { params, ...rest } = body as { params: Record<string, unknown> }
  const { _meta: _said, ...left } = params
  return { ...rest, params: left }
}

/** What the server says that it has. A list that it does not have is empty. */
async function offeredBy(port: number): Promise<Offered> {
  const list = async <Of>(method: string, of: string): Promise<Of[]> => {
    const { message } = await send(port, modern(method, {}), longestMilliseconds)
    return (message?.result?.[of] ?? []) as Of[]
  }
  const listed = await list<{ name: string; inputSchema: Schema }>('tools/list', 'tools')
  expect(listed.map(({ name }) => name).toSorted()).toEqual(
    tools.map(({ name }) => name).toSorted(),
  )
  const resources = await list<{ uri: string }>('resources/list', 'resources')
  const templates = await list<{ uriTemplate: string }>(
    'resources/templates/list',
    'resourceTemplates',
  )
  const prompts = await list<{ name: string; arguments?: { name: string }[] }>(
    'prompts/list',
    'prompts',
  )
  return {
    tools: listed,
    addresses: [
      ...resources.map(({ uri }) => uri),
      ...templates.map(({ uriTemplate }) => uriTemplate),
    ],
    prompts: prompts.map(({ name, arguments: args = [] }) => ({
      name,
      arguments: args.map((each) => each.name),
    })),
  }
}

/** What is wrong with an answer, in words that say how to get it again. */
function faultsIn(sent: Fuzzed, answer: Answer, defects: unknown[], tables: string[]): string[] {
  const found = [
    ...defects
      .splice(0)
      .map((error) => `a defect: ${error instanceof Error ? error.stack : String(error)}`),
    ...(answer.status >= 200 && answer.status < 500 ? [] : [`status ${answer.status}`]),
    ...(answer.message?.error?.code === -32_603 ? ['the code of a defect'] : []),
    ...leaksIn(answer.text, shown(sent).toLowerCase(), tables),
  ]
  return found.map(
    (what) =>
      `${what}\n${sent.kind}: ${shown(sent).slice(0, 2_000)}\n${answer.status} ${answer.text.slice(0, 1_000)}`,
  )
}

const shown = ({ body, headers, method }: Sent) =>
  `${method ?? 'POST'} ${JSON.stringify(headers)} ${typeof body === 'string' ? body : JSON.stringify(body)}`

async function timed(
  report: FuzzReport,
  { kind }: Fuzzed,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const began = performance.now()
  const answer = await ask()
  const milliseconds = Math.round(performance.now() - began)
  if (milliseconds > report.slowest.milliseconds) report.slowest = { milliseconds, kind }
  return answer
}

function count(report: FuzzReport, { kind }: Fuzzed, { status, message, text }: Answer): void {
  report.calls += 1
  report.statuses[status] = (report.statuses[status] ?? 0) + 1
  const tool = /^tools\/call (\w+)/.exec(kind)?.[1]
  const isAnswer = message?.result !== undefined && !text.includes('"isError":true')
  if (tool !== undefined && isAnswer) report.answered.add(tool)
}

/** What a question to a client's person leaves: the key that signs it, and that it was answered. */
const ofQuestions = (rows: Record<string, string>) => {
  const tables = ['public.signing_key', 'public.used_request_state']
  return Object.fromEntries(tables.map((table) => [table, rows[table]!]))
}

/** Nothing that only people may change is different; gives what was done besides, by action. */
async function writtenSince(
  db: Database,
  before: { rows: Record<string, string>; actions: Record<string, number> },
): Promise<Record<string, number>> {
  const after = await protectedHashes(db)
  expect({ ...after, ...ofQuestions(before.rows) }).toEqual(before.rows)
  const written = Object.entries(await auditedActions(db)).flatMap(([action, count]) => {
    const more = count - (before.actions[action] ?? 0)
    return more === 0 ? [] : [[action, more] as const]
  })
  const mayHappen = ['order.draft', 'order.revise', 'order.submit']
  expect(written.filter(([action]) => !mayHappen.includes(action))).toEqual([])
  expect(await faultsOf(db)).toEqual([])
  return Object.fromEntries(written)
}
