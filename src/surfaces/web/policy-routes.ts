// A policy is changed in two steps: the form shows the difference, and what was seen is put into force.
import { randomBytes } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { outsideError, QuartermasterError } from '#root/errors.ts'
import { readForm, type Form } from './forms.ts'
import type { Html } from './layout.ts'
import { planningDifference, policyDifference, type Asked } from './pages/policy-difference.ts'
import {
  changesOf,
  planningFields,
  purchasingFields,
  rulesOf,
  switchOf,
} from './pages/policy-fields.ts'
import { policyContent } from './pages/policy.ts'
import { notice } from './parts.ts'
import { refusal } from './refusal.ts'
import { visitOf } from './visit.ts'
import { sendPage, type WebContext } from './web-context.ts'

type Which = 'purchasing' | 'planning'
type Changes = Record<string, unknown>

const first = (form: Form, name: string) => form[name]?.[0]?.trim() ?? ''

async function sendPolicy(
  web: WebContext,
  context: Context,
  { said = '', status = 200 }: { said?: Html | ''; status?: number } = {},
): Promise<Response> {
  const desk = await visitOf(context).application.masterData.policy()
  const content = policyContent(desk, web.sessions.formToken(context), said)
  return sendPage(web, context, { section: 'policy', title: 'Policy', status }, content)
}

async function sendDifference(
  web: WebContext,
  context: Context,
  asked: { which: Which; changes: Changes; reason?: string },
  { said = '', status = 200 }: { said?: Html | ''; status?: number } = {},
): Promise<Response> {
  const { masterData } = visitOf(context).application
  const { which, changes, reason } = asked
  const form: Asked = {
    csrf: web.sessions.formToken(context),
    changeId: randomBytes(16).toString('base64url'),
    action: `/policy/${which}/set`,
    changes,
    ...(reason !== undefined && { reason }),
  }
  const content =
    which === 'purchasing'
      ? policyDifference(await masterData.previewPolicy(changes), form, said)
      : planningDifference(await masterData.previewPlanning(changes), form, said)
  return sendPage(web, context, { section: 'policy', title: 'Policy', status }, content)
}

/** What a posted form of a policy changes. */
async function changesIn(context: Context, which: Which, form: Form): Promise<Changes> {
  const { policy, planning } = await visitOf(context).application.masterData.policy()
  const currency = policy.baseCurrency
  if (which === 'planning') return changesOf(planningFields, planning, form, currency)
  return {
    ...changesOf(purchasingFields, policy, form, currency),
    ...(form['rule.name'] !== undefined && { approvalRules: rulesOf(form, currency) }),
    ...(form['auto.by'] !== undefined && { autoApproval: switchOf(form, currency) }),
  }
}

async function preview(web: WebContext, context: Context, which: Which): Promise<Response> {
  const form = await readForm(web, context)
  try {
    return await sendDifference(web, context, {
      which,
      changes: await changesIn(context, which, form),
    })
  } catch (error) {
    return sendPolicy(web, context, refusal(error))
  }
}

/** The changes that the page of the difference carried. Throws 'invalid' for anything else. */
function carriedChanges(form: Form): Changes {
  try {
    const changes: unknown = JSON.parse(first(form, 'changes'))
    if (typeof changes === 'object' && changes !== null && !Array.isArray(changes)) {
      return changes as Changes
    }
  } catch {
    // Said below, like everything else that is no such form.
  }
  throw new QuartermasterError(
    'invalid',
    'The form is not whole.',
    'Open the policy and begin anew.',
  )
}

async function set(web: WebContext, context: Context, which: Which): Promise<Response> {
  const form = await readForm(web, context)
  const reason = first(form, 'reason')
  const changes = carriedChanges(form)
  try {
    await visitOf(context).application.runCommand(
      which === 'purchasing' ? 'set_policy' : 'set_planning_policy',
      { changes, reason, changeId: first(form, 'changeId'), seen: first(form, 'seen') },
    )
  } catch (error) {
    const answer = refusal(error)
    const moved = outsideError(error).details['refusal'] === 'changed_since_shown'
    return moved
      ? sendDifference(web, context, { which, changes, reason }, answer)
      : sendPolicy(web, context, answer)
  }
  return sendPolicy(web, context, { said: notice('good', 'The policy is in force.') })
}

/** The policy of the shop: everybody reads it, administrators change it. */
export function policyRoutes(web: WebContext): Hono {
  const routes = new Hono()
  routes.get('/', (context) => sendPolicy(web, context))
  for (const which of ['purchasing', 'planning'] as const) {
    routes.post(`/${which}`, (context) => preview(web, context, which))
    routes.post(`/${which}/set`, (context) => set(web, context, which))
  }
  return routes
}
