// A host of MCP Apps as a web client is one: the view in a sandboxed frame of another origin under the policy that the
// specification builds from its `_meta.ui.csp`, and ext-apps' own bridge between the frame and a real MCP client.
import { Client, InMemoryTransport } from '@modelcontextprotocol/client'
import { AppBridge, getToolUiResourceUri } from '@modelcontextprotocol/ext-apps/app-bridge'
import type { Browser, Frame, Page } from 'playwright-core'
import { holderOfTheMachine, type McpHost } from '#surfaces/mcp/host.ts'
import { buildMcpServer } from '#surfaces/mcp/server.ts'

const hostAddress = 'http://host.example/'
const viewAddress = 'http://view.example/'

export type Shown = {
  page: Page
  view: Frame
  client: Client
  bridge: AppBridge
  heard: Heard
  close(): Promise<void>
}

/** What reached the host, and what should not have happened. */
export type Heard = {
  calls: { name: string; arguments?: Record<string, unknown> | undefined }[]
  questions: string[]
  context: string[]
  sizes: { width?: number | undefined; height?: number | undefined }[]
  /** Requests that left the page for another address. */
  elsewhere: string[]
  /** What a policy refused, dialogs, and errors of the page. */
  faults: string[]
}

export type ViewOptions = {
  tool: string
  input?: Record<string, unknown>
  theme?: 'light' | 'dark'
  width?: number
  /** Without: a host that forgets the policy, so that only the page's own is left. */
  hostPolicy?: boolean
  /** Without: a host that passes no tool calls of views on. */
  mayCallTools?: boolean
  /** Why the host passes no call on. */
  refusal?: string
  /** Instead of what the tool answers. */
  result?: Awaited<ReturnType<Client['callTool']>>
}

type Csp = { connectDomains: string[]; resourceDomains: string[] }

/** The policy that a host must build from what a view declares. */
function policyOf({ connectDomains, resourceDomains }: Csp): string {
  const listed = (domains: string[]) => (domains.length === 0 ? '' : ` ${domains.join(' ')}`)
  const resources = `'self' 'unsafe-inline'${listed(resourceDomains)}`
  return [
    "default-src 'none'",
    `script-src ${resources}`,
    `style-src ${resources}`,
    `img-src 'self' data:${listed(resourceDomains)}`,
    `connect-src ${connectDomains.length === 0 ? "'none'" : connectDomains.join(' ')}`,
    "frame-src 'none'",
    "object-src 'none'",
  ].join('; ')
}

const shownByHost = { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html;profile=mcp-app'] } }

/** A client of its own, on a server for whoever holds the machine, that says which extensions it knows. */
export async function clientOf(
  host: McpHost,
  extensions: Record<string, Record<string, unknown>> = shownByHost,
): Promise<Client> {
  const client = new Client(
    { name: 'view-host', version: '0.0.0' },
    { capabilities: { extensions: extensions as never } },
  )
  const [near, far] = InMemoryTransport.createLinkedPair()
  const server = buildMcpServer(host, holderOfTheMachine)
  await Promise.all([server.connect(far), client.connect(near)])
  return client
}

/** Calls a tool and shows its result in its view, as a host would. */
export async function showView(
  browser: Browser,
  client: Client,
  options: ViewOptions,
): Promise<Shown> {
  const { tool: name, input = {}, width = 800 } = options
  const heard: Heard = {
    calls: [],
    questions: [],
    context: [],
    sizes: [],
    elsewhere: [],
    faults: [],
  }
  const result = options.result ?? (await client.callTool({ name, arguments: input }))
  const { tools } = await client.listTools()
  const tool = tools.find((each) => each.name === name)!
  const { html, csp } = await resourceOf(client, getToolUiResourceUri(tool)!)
  const page = await browser.newPage({ viewport: { width, height: 900 } })
  watch(page, heard)
  await page.route('**/*', (route) => {
    const url = route.request().url()
    const contentType = 'text/html; charset=utf-8'
    if (url === hostAddress) return route.fulfill({ contentType, body: hostPage })
    if (url !== viewAddress) {
      heard.elsewhere.push(url)
      return route.abort()
    }
    const headers = options.hostPolicy === false ? {} : { 'content-security-policy': policyOf(csp) }
    return route.fulfill({
      contentType,
      body: html,
      headers: { ...headers, 'content-type': contentType },
    })
  })
  const bridge = bridgeOf(client, heard, options)
  const ready = new Promise<void>((resolve, reject) => {
    page.once('pageerror', reject)
    bridge.oninitialized = async () => {
      await bridge.sendToolInput({ arguments: input })
      await bridge.sendToolResult(result as never)
      resolve()
    }
  })
  await bridge.connect(await transportTo(page))
  await page.goto(hostAddress)
  await ready
  const view = page.frames().find((frame) => frame.url() === viewAddress)!
  await view.locator('main:not([aria-busy])').waitFor()
  return { page, view, client, bridge, heard, close: () => page.close() }
}

async function resourceOf(client: Client, uri: string): Promise<{ html: string; csp: Csp }> {
  const [content] = (await client.readResource({ uri })).contents
  const { text, _meta } = content as unknown as { text: string; _meta: { ui: { csp: Csp } } }
  return { html: text, csp: _meta.ui.csp }
}

const hostPage = `<!doctype html><meta charset="utf-8"><title>Host</title>
<style>body { margin: 0 } iframe { display: block; width: 100%; height: 100vh; border: 0 }</style>
<script>
  addEventListener('message', ({ source, data }) => {
    if (source === document.querySelector('iframe').contentWindow) heardOfView(data)
  })
</script>
<iframe sandbox="allow-scripts" src="${viewAddress}"></iframe>`

/** The bridge's far end: messages of the frame in, messages of the host out. */
async function transportTo(page: Page) {
  const transport: Parameters<AppBridge['connect']>[0] = {
    start: () => Promise.resolve(),
    close: () => Promise.resolve(),
    send: async (message) => {
      if (page.isClosed()) return
      const text = JSON.stringify(JSON.stringify(message))
      await page.evaluate(
        `document.querySelector('iframe').contentWindow.postMessage(JSON.parse(${text}), '*')`,
      )
    },
  }
  await page.exposeFunction('heardOfView', (message: never) => transport.onmessage?.(message))
  return transport
}

function bridgeOf(client: Client, heard: Heard, options: ViewOptions): AppBridge {
  const { mayCallTools = true, theme = 'light', width = 800 } = options
  const bridge = new AppBridge(
    null,
    { name: 'view-host', version: '0.0.0' },
    {
      ...(mayCallTools && { serverTools: {} }),
      message: { text: {} },
      updateModelContext: { text: {} },
    },
    { hostContext: { theme, displayMode: 'inline', containerDimensions: { width } } },
  )
  if (mayCallTools) {
    bridge.oncalltool = (call) => {
      heard.calls.push(call)
      if (options.refusal !== undefined) throw new Error(options.refusal)
      return client.callTool(call)
    }
  }
  // No event of a page: the one answer of the bridge to ui/message.
  // oxlint-disable-next-line unicorn/prefer-add-event-listener
  bridge.onmessage = ({ content }) => {
    heard.questions.push(...content.map((each) => (each.type === 'text' ? each.text : each.type)))
    return Promise.resolve({})
  }
  bridge.onupdatemodelcontext = ({ content = [] }) => {
    heard.context.push(...content.map((each) => (each.type === 'text' ? each.text : each.type)))
    return Promise.resolve({})
  }
  bridge.addEventListener('sizechange', (size) => heard.sizes.push(size))
  return bridge
}

function watch(page: Page, heard: Heard): void {
  page.on('dialog', (dialog) => {
    heard.faults.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('pageerror', (error) => heard.faults.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') heard.faults.push(message.text())
  })
}
