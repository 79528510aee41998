// Submitting an order asks the person in front of the client first. A yes comes from a client, which proves no human:
// it hands a draft in, and reaches nothing else. Whoever approves signs in elsewhere.
import { randomUUID } from 'node:crypto'
import {
  acceptedContent,
  inputRequired,
  inputResponse,
  type ClientCapabilities,
  type InputRequest,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { SubmissionView } from '#operations/confirm-submission.ts'
import type { McpUnit } from './host.ts'
import { askedState, callOf, sealState, type AskedState } from './request-state.ts'

/** The tool that asks before it submits. */
export const submittingTool = 'approve_purchase_order'

const answerKey = 'submit'
const answerContent = z.object({ submit: z.boolean() })

/** One call of the tool, by a client that can do what `capabilities` say. */
export type SubmissionCall = {
  input: { order: string }
  context: ServerContext
  capabilities: ClientCapabilities | undefined
}

/**
 * Submits an order after a person said yes to it, asks for that yes, or tells how the order stands: the result of the
 * tool, or what the client is to ask. A client that can put no question to anybody submits as it is: its scope says
 * that it may, and what it commits to is a question to an approver.
 */
export async function confirmSubmission(
  unit: McpUnit,
  call: SubmissionCall,
): Promise<InputRequiredResult | { result: unknown }> {
  const { input, context } = call
  const mode = modeFor(unit, call.capabilities)
  const asked = askedState(context)
  // Who was asked is heard, whatever the client says by now that it can do.
  if (mode === null && asked === null) {
    const submit = { name: submittingTool, input }
    return { result: await unit.run('call_tool', submit, unheard, context.mcpReq.signal) }
  }
  const answer = asked === null ? null : answerOf(context, asked.mode)
  if (asked !== null && answer === 'no') {
    const view = await unit.run('read_submission', { order: asked.order }, unheard)
    return { result: standingOf(view, 'Ask again, or open it in the web console, to submit it.') }
  }
  if (asked?.mode === 'link' && answer !== null) {
    const view = await unit.run('read_submission', { order: asked.order }, unheard)
    return {
      result: standingOf(view, 'A person who signs in to the web console submits it there.'),
    }
  }
  if (asked !== null && answer === 'yes') {
    const { order, revision, contentHash, question } = asked
    const { principal } = unit.caller
    const confirmed = { order, revision, contentHash, question, principal }
    const done = await unit.run('submit_confirmed', confirmed, unheard)
    if (done.outcome === 'done') return { result: done.result }
  }
  // Nobody was asked yet, what came back is no answer, it was given before, or the order is another one by now.
  return ask(unit, call, mode ?? 'form')
}

const unheard = () => undefined

/** How this client can ask; null = not at all. Bare `elicitation` means forms, as before there were links. */
function modeFor(
  { host }: McpUnit,
  capabilities: ClientCapabilities | undefined,
): AskedState['mode'] | null {
  const elicitation = capabilities?.elicitation
  if (elicitation === undefined) return null
  if (elicitation.form !== undefined || elicitation.url === undefined) return 'form'
  return host.consoleUrl === undefined ? null : 'link'
}

/** What the person said. Null = nothing that is an answer to the question. */
function answerOf({ mcpReq }: ServerContext, mode: AskedState['mode']): 'yes' | 'no' | null {
  const said = inputResponse(mcpReq.inputResponses, answerKey)
  if (said.kind !== 'elicit') return null
  if (said.action !== 'accept') return 'no'
  // A link is opened, and that is all it says.
  if (mode === 'link') return 'yes'
  // Other fields of the answer are dropped here: they reach nothing.
  const content = acceptedContent(mcpReq.inputResponses, answerKey, answerContent)
  if (content === undefined) return null
  return content.submit ? 'yes' : 'no'
}

async function ask(
  unit: McpUnit,
  { input, context }: SubmissionCall,
  mode: AskedState['mode'],
): Promise<InputRequiredResult | { result: unknown }> {
  const view = await unit.run('read_submission', input, unheard)
  const { order, revision, contentHash, question } = view
  if (question === null) return { result: view.standing }
  const call = callOf(submittingTool, input)
  const state = { question: randomUUID(), call, order, revision, contentHash, mode }
  const url = unit.host.consoleUrl?.(order)
  return inputRequired({
    inputRequests: {
      [answerKey]: mode === 'link' && url !== undefined ? linkFor(view, url) : formFor(view),
    },
    requestState: await sealState(unit, state, context),
  })
}

function formFor(view: SubmissionView): InputRequest {
  return inputRequired.elicit({
    message: questionOf(view),
    requestedSchema: {
      type: 'object',
      properties: {
        submit: {
          type: 'boolean',
          title: 'Submit it',
          description: 'Hands the draft in. It is bought only when a signed-in person approves it.',
        },
      },
      required: ['submit'],
    },
  })
}

const linkFor = (view: SubmissionView, url: string): InputRequest =>
  inputRequired.elicitUrl({
    message: `${questionOf(view)}\nSign in to the web console and submit it there.`,
    url,
  })

function questionOf({ order, question }: SubmissionView): string {
  if (question === null) return order
  const { supplierName, lineCount, total, flags } = question
  const lines = lineCount === 1 ? '1 line' : `${lineCount} lines`
  const head = `Submit ${order} (${supplierName}, ${lines}, ${total}) for approval?`
  if (flags.length === 0) return head
  return [head, 'An approver will see:', ...flags.map((flag) => `- ${flag}`)].join('\n')
}

/** The order as it stands, with what to do next where it is a draft still. */
function standingOf({ question, standing }: SubmissionView, next: string): unknown {
  if (question === null) return standing
  const answer = standing as { display: string }
  return { ...answer, display: `${answer.display} ${next}` }
}
