import { availableModels } from '#agent/available-models.ts'
import { modelLabel } from '#agent/models.ts'
import { outsideError } from '#root/errors.ts'
import { auditHead } from '#store/audit.ts'
import { readAnchors } from '#store/audit-anchors.ts'
import { auditRole, openAuditGuards } from '#store/audit-chain.ts'
import { demandFeedAges } from '#store/demand-feeds.ts'
import { messageCounts } from '#store/order-messages.ts'
import { serverVersion, shopCounts } from '#store/shop-counts.ts'
import { mcpCheck } from './diagnose-mcp.ts'
import { asOfDay, personOf, settingsOf, type Shop } from './shop.ts'

export type DoctorCheck = {
  name: string
  state: 'ok' | 'note' | 'failed'
  detail: string
  repair?: string
}
export type Diagnosis = { checks: DoctorCheck[] }

/** What is in force and what is missing; a check that fails says so and does not hide the others. */
export async function diagnose(shop: Shop): Promise<Diagnosis> {
  const parts: [string, () => Promise<DoctorCheck>][] = [
    ['Node', nodeCheck],
    ['Configuration', () => configurationCheck(shop)],
    ['Database', () => databaseCheck(shop)],
    ['Shop', () => shopCheck(shop)],
    ['Sales feed', () => feedCheck(shop)],
    ['Person', () => personCheck(shop)],
    ['Model', () => modelCheck(shop)],
    ['Mail', () => mailCheck(shop)],
    ['Audit', () => auditCheck(shop)],
    ['Slack', () => slackCheck(shop)],
    ['MCP', () => mcpCheck(shop)],
  ]
  const { openId } = shop
  if (openId) parts.push(['Sign-in', () => signInCheck(openId)])
  const checks: DoctorCheck[] = []
  for (const [name, check] of parts) {
    checks.push(await check().catch((error: unknown) => failedCheck(name, error)))
  }
  return { checks }
}

function failedCheck(name: string, error: unknown): DoctorCheck {
  const { message, repair } = outsideError(error)
  return { name, state: 'failed', detail: message, repair }
}

async function nodeCheck(): Promise<DoctorCheck> {
  return { name: 'Node', state: 'ok', detail: process.version }
}

async function configurationCheck(shop: Shop): Promise<DoctorCheck> {
  return { name: 'Configuration', state: 'ok', detail: shop.configuration.join('; ') }
}

async function databaseCheck(shop: Shop): Promise<DoctorCheck> {
  const kind = shop.database.kind === 'pglite' ? 'embedded database (PGlite)' : 'Postgres server'
  return {
    name: 'Database',
    state: 'ok',
    detail: `${kind} ${await serverVersion(shop.db)} in ${shop.where}`,
  }
}

async function shopCheck(shop: Shop): Promise<DoctorCheck> {
  const settings = await settingsOf(shop)
  const counts = await shopCounts(shop.db)
  const detail = `${settings.name}, ${settings.baseCurrency}, ${settings.timeZone}, as of ${await asOfDay(shop)}: ${counts.itemCount} items, ${counts.supplierCount} suppliers, ${counts.locationCount} locations, ${counts.demandDayCount} demand days`
  if (counts.itemCount === 0) {
    const repair =
      'Import CSV files ("quartermaster templates FOLDER" writes empty ones), or start without --no-demo.'
    return { name: 'Shop', state: 'note', detail: 'no items yet', repair }
  }
  if (!settings.assumed) return { name: 'Shop', state: 'ok', detail }
  const repair = 'Name, base currency and time zone are assumed; import a shop.csv to say them.'
  return { name: 'Shop', state: 'note', detail, repair }
}

async function feedCheck(shop: Shop): Promise<DoctorCheck> {
  const asOf = await asOfDay(shop)
  const feeds = await demandFeedAges(shop.db, asOf)
  if (feeds.length === 0) {
    return {
      name: 'Sales feed',
      state: 'note',
      detail: 'no demand recorded',
      repair: 'Import a demand.csv.',
    }
  }
  const detail = feeds
    .map((feed) => `${feed.locationCode} through ${feed.knownThroughOn}`)
    .join(', ')
  const stale = feeds.filter((feed) => feed.ageDays > 7)
  if (stale.length === 0) return { name: 'Sales feed', state: 'ok', detail }
  const repair = `${stale.map((feed) => feed.locationCode).join(', ')}: older than a week; import the missing days, or ask with --as-of.`
  return { name: 'Sales feed', state: 'note', detail, repair }
}

async function personCheck(shop: Shop): Promise<DoctorCheck> {
  const person = await personOf(shop)
  if (person.id !== 'local')
    return { name: 'Person', state: 'ok', detail: `${person.name}, ${person.role}` }
  const repair =
    'Nobody is in the books: import a people.csv, so that drafts have an owner and somebody may approve.'
  return { name: 'Person', state: 'note', detail: person.name, repair }
}

async function modelCheck(shop: Shop): Promise<DoctorCheck> {
  const { openaiApiKey, modelUrl, modelName } = shop.model
  const label = modelLabel(shop.model)
  if (openaiApiKey === null && modelUrl === null) {
    const repair = 'Set OPENAI_API_KEY or QUARTERMASTER_MODEL_URL to use a language model.'
    return { name: 'Model', state: 'ok', detail: label, repair }
  }
  try {
    const models = await availableModels({ openaiApiKey, modelUrl })
    const listed = modelName === null || models.includes(modelName)
    const detail = `${label}; the endpoint offers ${models.slice(0, 8).join(', ')}${models.length > 8 ? ` and ${models.length - 8} more` : ''}`
    if (listed) return { name: 'Model', state: 'ok', detail }
    return {
      name: 'Model',
      state: 'failed',
      detail,
      repair: `Set QUARTERMASTER_MODEL to one of these instead of ${modelName}.`,
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const repair =
      'Check QUARTERMASTER_MODEL_URL and OPENAI_API_KEY; until it answers, the offline model does and says so.'
    return { name: 'Model', state: 'failed', detail: `${label} does not answer: ${why}`, repair }
  }
}

async function mailCheck({ db, mail }: Shop): Promise<DoctorCheck> {
  const count = await messageCounts(db)
  const standing = `messages to suppliers: ${count.waiting} waiting, ${count.refused} refused, ${count.unknown} perhaps delivered`
  if (mail === null) {
    const repair =
      'Set SMTP_HOST and MAIL_FROM; until then approved orders wait or are handed over.'
    return { name: 'Mail', state: 'note', detail: `no mail server is set; ${standing}`, repair }
  }
  const trouble = await mail.check()
  if (trouble !== null) {
    const repair = 'Check the SMTP_ variables and the server; messages wait and are tried again.'
    const detail = `${mail.label} does not answer: ${trouble}; ${standing}`
    return { name: 'Mail', state: 'failed', detail, repair }
  }
  const detail = `${mail.label} answers; ${standing}`
  if (count.refused + count.unknown === 0) return { name: 'Mail', state: 'ok', detail }
  const repair =
    'Open the orders concerned: a person sends again, or says whether the supplier has it.'
  return { name: 'Mail', state: 'note', detail, repair }
}

/** What keeps audit rows from being changed, and what would show it. */
async function auditCheck(shop: Shop): Promise<DoctorCheck> {
  const name = 'Audit'
  const [open] = await openAuditGuards(shop.db)
  if (open !== undefined) {
    const repair =
      'Run "quartermaster verify", and find out who did that; a backup has the trigger.'
    return { name, state: 'failed', detail: `not guarded: ${open}`, repair }
  }
  const head = await auditHead(shop.db)
  const file = shop.auditAnchorFile
  const newest = file === null ? undefined : readAnchors(file).anchors.at(-1)
  const anchored =
    newest === undefined
      ? 'no anchor yet'
      : `anchored at row ${newest.sequence} on ${newest.at.slice(0, 10)}`
  const detail = `${head?.sequence ?? 0} rows, append-only, ${anchored}`
  if (head !== null && newest === undefined) {
    const repair = '"quartermaster audit anchor" writes the head down; a running server does daily.'
    return { name, state: 'note', detail, repair }
  }
  const role = await auditRole(shop.db)
  if (shop.database.kind === 'pglite' || !(role.superuser || role.owner || role.mayChange)) {
    return { name, state: 'ok', detail }
  }
  return {
    name,
    state: 'note',
    detail: `${detail}; the database role ${role.name} could switch the guard off`,
    repair:
      'Only an anchor that this role can not write to shows then what it did: keep AUDIT_ANCHOR_FILE on another machine or disk.',
  }
}

/** Whether the OpenID provider answers; without one there is nothing to check. */
async function signInCheck(openId: NonNullable<Shop['openId']>): Promise<DoctorCheck> {
  const name = 'Sign-in'
  const back = `people come back to ${openId.comesBackTo}`
  const trouble = await openId.check()
  if (trouble === null) return { name, state: 'ok', detail: `${openId.issuer} answers; ${back}` }
  return {
    name,
    state: 'failed',
    detail: `${openId.issuer}: ${trouble}; ${back}`,
    repair:
      'Check OIDC_ISSUER and OIDC_ORIGINS and the provider itself; passwords and sign-in links work meanwhile.',
  }
}

/** Whether the connection works, as far as one question to Slack for each token shows it. */
async function slackCheck({ db, slack }: Shop): Promise<DoctorCheck> {
  const name = 'Slack'
  if (slack === null) {
    const repair =
      '"quartermaster slack manifest" prints the app; then set SLACK_BOT_TOKEN and SLACK_APP_TOKEN. README: "Slack in ten minutes".'
    return { name, state: 'ok', detail: 'not connected', repair }
  }
  const { troubles, notes, facts } = await slack.check(db)
  const said = [...troubles, ...notes]
  const detail = [...said.map(({ what }) => what), ...facts].join('; ')
  if (said.length === 0) return { name, state: 'ok', detail }
  const repair = said.map((each) => each.repair).join(' ')
  return { name, state: troubles.length > 0 ? 'failed' : 'note', detail, repair }
}
