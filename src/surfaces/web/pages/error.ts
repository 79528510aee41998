import { html } from 'hono/html'
import type { OutsideError } from '#root/errors.ts'
import { plainText } from '#render/text.ts'
import type { Html } from '../layout.ts'

const TITLES: Record<OutsideError['code'], string> = {
  not_found: 'Not found',
  ambiguous: 'Which one?',
  invalid: 'That can not be done so',
  conflict: 'Something has changed',
  forbidden: 'Not allowed',
  locked: 'In use elsewhere',
  unavailable: 'Not available now',
  internal: 'Something failed',
}

type Candidate = { code: string; name: string }

function candidatesOf(details: Record<string, unknown>): Candidate[] {
  const { candidates } = details
  if (!Array.isArray(candidates)) return []
  return candidates.filter(
    (each): each is Candidate => typeof each?.code === 'string' && typeof each?.name === 'string',
  )
}

/** An error as a page: what was wrong, what to do, and the choices when there are some. */
export function errorContent(error: OutsideError): Html {
  const candidates = candidatesOf(error.details)
  return html`<div class="failure">
    <h1>${TITLES[error.code]}</h1>
    <p class="lead">${plainText(error.message)}</p>
    <p>${plainText(error.repair)}</p>
    ${
      candidates.length === 0
        ? ''
        : html`<ul>
            ${candidates.map((each) => html`<li><strong>${plainText(each.code)}</strong> ${plainText(each.name)}</li>`)}
          </ul>`
    }
    <p>
      <a class="button" href="/">Back to the assistant</a>
      <a class="button" href="/list">Buy list</a>
    </p>
  </div>`
}
