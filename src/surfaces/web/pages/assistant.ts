import { html } from 'hono/html'
import type { ConversationMessage, WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import { badge, csrfField, emptyState, recommendationPath, shown } from '../parts.ts'
import { callPageTool, type BuyList } from '../results.ts'
import { conversationTurns } from '../turn.ts'

/** The questions an empty conversation offers. */
export const openingQuestions = [
  'What should I reorder this week?',
  'What is running low?',
  'Which orders are late?',
  'What needs my attention?',
  'Which items are withheld, and what would fix them?',
]

function welcome(): Html {
  return html`<div class="welcome">
    <h1>What should we order?</h1>
    <p>
      Ask in plain words. Every figure in an answer is worked out by the planner from your stock,
      demand and suppliers, and opens to show where it came from.
    </p>
    <div class="chips">
      ${openingQuestions.map((question) => html`<button type="submit" name="question" value="${question}" class="chip">${question}</button>`)}
    </div>
  </div>`
}

/** The chat: the conversation so far and the place to ask; it works as a plain form and better with the script. */
export function chat(
  messages: ConversationMessage[],
  conversationId: string | null,
  csrf: string,
): Html {
  return html`<section class="chat" aria-label="Assistant">
    <form id="ask" method="post" action="/ask" data-conversation="${conversationId ?? ''}">
      ${csrfField(csrf)}<input type="hidden" name="conversation" value="${conversationId ?? ''}" />
      <div class="turns" id="turns" aria-live="polite" aria-relevant="additions">
        ${messages.length === 0 ? welcome() : conversationTurns(messages)}
      </div>
      <div class="composer">
        <label class="hidden" for="question">Your question</label>
        <textarea
          id="question"
          name="question"
          rows="1"
          maxlength="20000"
          placeholder="Ask about your shop…"
          autocomplete="off"
        ></textarea>
        <button type="submit" id="send" class="primary">Ask</button
        ><button type="button" id="stop" hidden>Stop</button>
        <p class="composer-hint">
          <kbd>Enter</kbd> sends · <kbd>/</kbd> focuses ·
          <kbd>Esc</kbd>
          stops${messages.length === 0 ? '' : html` · <a href="/">New conversation</a>`}
        </p>
      </div>
    </form>
  </section>`
}

function summaryLine(line: BuyList['lines'][number], currency: string): Html {
  return html`<li>
    <a href="${recommendationPath(line.recommendation)}"
      ><span class="line-name">${shown('name', line.name)}</span
      ><span class="line-units">${shown('units', line.units)}</span
      ><span class="line-where"
        >${badge(line.urgency)}
        ${shown('locationCode', line.locationCode)}${line.orderByOn === undefined ? '' : html` · by ${shown('orderByOn', line.orderByOn)}`}</span
      ><span class="line-cost"
        >${shown('landedCostMinor', line.landedCostMinor, { currency })}</span
      ></a
    >
  </li>`
}

/** The head of the buy list beside the chat. */
export async function buyListSummary(application: WebApplication): Promise<Html> {
  const list = await callPageTool(application, 'recommend_reorders', { show: 'due', limit: 8 })
  const { totals, currency } = list
  return html`<div class="summary-figures">
      <a href="/list"
        ><span class="figure">${shown('lineCount', totals.lineCount)}</span
        ><span class="figure-label">${totals.lineCount === 1 ? 'line' : 'lines'} to order</span></a
      >
      <a href="/list"
        ><span class="figure"
          >${shown('landedCostMinor', totals.landedCostMinor, { currency })}</span
        ><span class="figure-label">landed cost</span></a
      >
      ${totals.withheldCount > 0 ? html`<a href="/list?show=withheld" class="is-withheld"><span class="figure">${shown('withheldCount', totals.withheldCount)}</span><span class="figure-label">withheld</span></a>` : ''}
    </div>
    ${
      list.lines.length === 0
        ? emptyState('Nothing is due', 'No item needs an order within the review period.')
        : html`<h2 class="summary-title">Most urgent</h2>
            <ul class="summary-lines">
              ${list.lines.map((line) => summaryLine(line, currency))}
            </ul>`
    }
    <p class="summary-all"><a class="button" href="/list">Open the buy list</a></p>`
}
