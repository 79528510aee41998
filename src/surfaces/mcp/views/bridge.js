// What a view says to its host and hears from it: MCP Apps 2026-01-26, JSON-RPC over postMessage. A view reaches
// nothing else: it has no network, and every tool call passes the host, which may ask its person first.

const protocolVersion = '2026-01-26'
const patienceMilliseconds = 120_000

const pending = new Map()
let lastId = 0
let hostCapabilities = {}

function post(message) {
  window.parent.postMessage({ jsonrpc: '2.0', ...message }, '*')
}

const notify = (method, params = {}) => post({ method, params })

/** Asks the host; rejects with the host's words when it refuses or stays silent for two minutes. */
function request(method, params) {
  const id = ++lastId
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(id, { error: {} }), patienceMilliseconds)
    pending.set(id, { resolve, reject, timer })
    post({ id, method, params })
  })
}

function settle(id, { result, error }) {
  const asked = pending.get(id)
  if (asked === undefined) return
  pending.delete(id)
  clearTimeout(asked.timer)
  if (error === undefined) asked.resolve(result ?? {})
  else asked.reject(new Error(error.message || 'Your client did not answer.'))
}

/** Whether buttons of a view may call tools; where they may not, they ask in the chat. */
export const mayCallTools = () => hostCapabilities.serverTools !== undefined

/** Calls a tool through the host. Rejects with the tool's own words when it reports an error. */
export async function callTool(name, input) {
  const result = await request('tools/call', { name, arguments: input })
  if (result.isError || result.structuredContent === undefined) throw new Error(textOf(result))
  return result.structuredContent
}

/** The text that a client without views would show of a result. */
export function textOf(result) {
  const texts = (result.content ?? []).filter((each) => each.type === 'text')
  return texts.map((each) => each.text).join('\n') || 'There is nothing to show.'
}

/** Puts a question of the person into the chat. */
export async function ask(text) {
  const { isError } = await request('ui/message', {
    role: 'user',
    content: [{ type: 'text', text }],
  })
  if (isError) throw new Error('Your client did not take the question; write it yourself.')
}

/** Lets the model know what was done here, where the host passes such words on. */
export function tellModel(text) {
  if (hostCapabilities.updateModelContext === undefined) return
  request('ui/update-model-context', { content: [{ type: 'text', text }] }).catch(() => undefined)
}

function applyContext(context) {
  const root = document.documentElement
  if (context.theme === 'light' || context.theme === 'dark') {
    root.dataset.theme = context.theme
    root.style.colorScheme = context.theme
  }
  for (const [name, value] of Object.entries(context.styles?.variables ?? {})) {
    if (name.startsWith('--') && typeof value === 'string') root.style.setProperty(name, value)
  }
  for (const [side, pixels] of Object.entries(context.safeAreaInsets ?? {})) {
    if (Number.isFinite(pixels)) root.style.setProperty(`--safe-${side}`, `${pixels}px`)
  }
}

function tellSize() {
  const { height } = document.body.getBoundingClientRect()
  notify('ui/notifications/size-changed', { width: window.innerWidth, height: Math.ceil(height) })
}

const sizes = new ResizeObserver(tellSize)

function answer({ id, method }) {
  if (method === 'ping' || method === 'ui/resource-teardown') {
    if (method !== 'ping') sizes.disconnect()
    post({ id, result: {} })
  } else {
    post({ id, error: { code: -32601, message: `This view does not answer ${method}.` } })
  }
}

function hear(view, { method, params = {} }) {
  if (method === 'ui/notifications/tool-input') view.input(params.arguments ?? {})
  if (method === 'ui/notifications/tool-result') view.result(params)
  if (method === 'ui/notifications/tool-cancelled') view.cancelled()
  if (method === 'ui/notifications/host-context-changed') applyContext(params)
}

/**
 * Introduces a view to its host and hands it what comes: `input` (the arguments of the call), `result` (as a client
 * gets it) and `cancelled`. Words of any window but the host's are not heard.
 */
export async function connect(view) {
  window.addEventListener('message', ({ source, data }) => {
    if (source !== window.parent || data?.jsonrpc !== '2.0') return
    if (data.method === undefined) settle(data.id, data)
    else if (data.id === undefined) hear(view, data)
    else answer(data)
  })
  const welcome = await request('ui/initialize', {
    protocolVersion,
    appInfo: { name: `quartermaster-${view.name}`, version: '1.0.0' },
    appCapabilities: { availableDisplayModes: ['inline', 'fullscreen'] },
  })
  hostCapabilities = welcome.hostCapabilities ?? {}
  applyContext(welcome.hostContext ?? {})
  notify('ui/notifications/initialized')
  sizes.observe(document.body)
}
