// What the pages gain from script: a streamed chat, keys, a count of the selected lines. All markup comes from
// the server; nothing here builds HTML out of text.

const form = document.getElementById('ask')
const turns = document.getElementById('turns')
const box = document.getElementById('question')
const stop = document.getElementById('stop')
const send = document.getElementById('send')
const token = document.querySelector('meta[name="csrf"]')?.content ?? ''

let running = null

function fitBox() {
  box.style.height = 'auto'
  box.style.height = `${Math.min(box.scrollHeight, 220)}px`
}

function isAtEnd() {
  return turns.scrollHeight - turns.scrollTop - turns.clientHeight < 160
}

function scrollToEnd() {
  turns.scrollTop = turns.scrollHeight
}

function element(tag, className, text) {
  const made = document.createElement(tag)
  made.className = className
  if (text !== undefined) made.textContent = text
  return made
}

function addQuestion(question) {
  const bubble = element('div', 'question')
  bubble.append(element('span', 'speaker', 'You'), element('p', '', question))
  turns.append(bubble)
}

function addAnswer() {
  const bubble = element('div', 'answer is-running')
  const notices = element('div', 'run-notices')
  const calls = element('div', 'calls')
  const prose = element('div', 'prose')
  const waiting = element('p', 'waiting', 'Working on it')
  bubble.append(element('span', 'speaker', 'Quartermaster'), notices, calls, prose, waiting)
  turns.append(bubble)
  return { bubble, notices, calls, prose, waiting, callOf: new Map() }
}

function replaceWith(bubble, markup) {
  const open = new Set(
    [...bubble.querySelectorAll('.calls > details')].flatMap((call, index) =>
      call.open ? [index] : [],
    ),
  )
  const holder = document.createElement('template')
  holder.innerHTML = markup
  holder.content.querySelectorAll('.calls > details').forEach((call, index) => {
    if (open.has(index)) call.open = true
  })
  bubble.replaceWith(holder.content)
}

function showMessage(view, message) {
  if (message.kind === 'call') {
    let slot = view.callOf.get(message.id)
    if (slot === undefined) {
      slot = element('div', 'call-slot')
      view.callOf.set(message.id, slot)
      view.calls.append(slot)
    }
    slot.innerHTML = message.html
  } else if (message.kind === 'text') {
    view.waiting.hidden = true
    view.prose.innerHTML = message.html
  } else if (message.kind === 'notice') {
    view.notices.append(element('p', 'run-notice', message.text))
  } else {
    replaceWith(view.bubble, message.html)
    if (message.kind === 'done') rememberConversation(message.conversationId)
  }
}

function rememberConversation(id) {
  form.dataset.conversation = id
  form.elements.conversation.value = id
  history.replaceState(null, '', `/?c=${encodeURIComponent(id)}`)
}

/** Calls `hear` with each message of the event stream as it comes. */
async function readMessages(response, hear) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let pending = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    pending += value
    const events = pending.split('\n\n')
    pending = events.pop()
    for (const event of events) {
      const lines = event.split('\n').filter((line) => line.startsWith('data:'))
      if (lines.length > 0) hear(JSON.parse(lines.map((line) => line.slice(5)).join('\n')))
    }
  }
}

function showFailure(view, message, repair) {
  view.bubble.classList.remove('is-running')
  view.bubble.classList.add('is-failed')
  view.waiting.hidden = true
  view.prose.append(element('p', 'strong', message), element('p', '', repair))
}

async function openStream(question, signal) {
  const response = await fetch('/api/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': token },
    body: JSON.stringify({ question, conversation: form.dataset.conversation }),
    signal,
  })
  if (response.ok) return response
  const { error } = await response.json()
  throw Object.assign(new Error(error.message), { repair: error.repair })
}

async function ask(question) {
  if (running !== null || question.trim() === '') return
  running = new AbortController()
  turns.querySelector('.welcome')?.remove()
  turns.querySelectorAll('.answer .chips').forEach((chips) => chips.remove())
  addQuestion(question.trim())
  const view = addAnswer()
  box.value = ''
  fitBox()
  stop.hidden = false
  send.hidden = true
  scrollToEnd()
  let finished = false
  try {
    await readMessages(await openStream(question, running.signal), (message) => {
      const follow = isAtEnd()
      showMessage(view, message)
      if (follow) scrollToEnd()
      finished ||= message.kind === 'done' || message.kind === 'failed'
    })
    if (!finished)
      showFailure(
        view,
        'The answer ended early.',
        'Ask again; if it happens again, the log of the server has the detail.',
      )
  } catch (error) {
    if (running.signal.aborted)
      showFailure(
        view,
        'Stopped.',
        'Nothing was changed after this point. Ask again when you like.',
      )
    else if (error.repair !== undefined) showFailure(view, error.message, error.repair)
    else
      showFailure(
        view,
        'The server can not be reached.',
        'Check that Quartermaster is running, then ask again.',
      )
  } finally {
    running = null
    stop.hidden = true
    send.hidden = false
    box.focus()
    scrollToEnd()
  }
}

function startChat() {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const { submitter } = event
    ask(submitter?.name === 'question' ? submitter.value : box.value)
  })
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    ask(box.value)
  })
  box.addEventListener('input', fitBox)
  stop.addEventListener('click', () => running?.abort())
  scrollToEnd()
}

function isTyping(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') running?.abort()
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
    return
  event.preventDefault()
  if (box === null) location.assign('/')
  else box.focus()
})

/** The count of the ticked lines of the buy list. */
function startSelection(list) {
  const all = document.getElementById('all')
  const said = document.getElementById('selected')
  const button = list.querySelector('.selection button')
  const boxes = [...list.querySelectorAll('input[name="recommendation"]')]
  const empty = said.textContent
  const update = () => {
    const count = boxes.filter((each) => each.checked).length
    said.textContent = count === 0 ? empty : `${count} of ${boxes.length} lines selected`
    button.disabled = count === 0
    all.checked = count === boxes.length
    all.indeterminate = count > 0 && count < boxes.length
    for (const each of boxes) each.closest('tr').classList.toggle('is-picked', each.checked)
  }
  all.hidden = false
  all.addEventListener('change', () => {
    for (const each of boxes) each.checked = all.checked
    update()
  })
  list.addEventListener('change', update)
  update()
}

/** An open page learns that somebody changed what it shows: it loads anew, unless the person is writing in it. */
function startLive(mark) {
  const dirty = () =>
    [...document.querySelectorAll('form input:not([type="hidden"])')].some(
      (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked,
    )
  const tell = () => {
    if (document.getElementById('changed') !== null) return
    const said = element('div', 'notice warning')
    said.id = 'changed'
    said.setAttribute('role', 'status')
    const reload = element('a', '', 'Load it anew')
    reload.href = location.pathname
    said.append(element('p', '', 'This changed since the page was loaded. '), reload)
    mark.after(said)
  }
  const look = async () => {
    if (document.hidden) return
    const answer = await fetch(mark.dataset.live, { headers: { accept: 'application/json' } })
    if (!answer.ok) return
    const { stand } = await answer.json()
    if (stand === mark.dataset.stand) return
    if (dirty()) tell()
    else location.assign(location.pathname)
  }
  setInterval(() => look().catch(() => undefined), 4000)
}

// In a narrow window the bar is wider than the screen: the page that is open stands in view.
document
  .querySelector('.top nav [aria-current]')
  ?.scrollIntoView({ block: 'nearest', inline: 'center' })

if (form !== null) startChat()
const live = document.querySelector('[data-live]')
if (live !== null) startLive(live)
const list = document.querySelector('.list-form')
if (list !== null) startSelection(list)

// A form that was sent is not sent twice by an impatient click.
for (const each of document.querySelectorAll('form[method="post"]:not(#ask)')) {
  each.addEventListener('submit', (event) => {
    if (each.dataset.sent === 'yes') event.preventDefault()
    each.dataset.sent = 'yes'
  })
}
addEventListener('pageshow', () => {
  for (const each of document.querySelectorAll('form')) delete each.dataset.sent
})
