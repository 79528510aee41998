// Interactive views of three results, for clients that show them (MCP Apps); to all others they are a resource nobody
// opens, and the result itself is the same. A view is one HTML file that reaches nothing but its host.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { McpServer } from '@modelcontextprotocol/server'

const mimeType = 'text/html;profile=mcp-app'

type View = { name: string; title: string; description: string; tools: readonly string[] }

const views: View[] = [
  {
    name: 'buy-list',
    title: 'Buy list view',
    description: 'Shows the buy list with its reasons, and drafts the lines that a person selects.',
    tools: ['recommend_reorders'],
  },
  {
    name: 'order',
    title: 'Purchase order view',
    description: 'Shows purchase orders with their lines, flags and who may decide about them.',
    tools: [
      'get_purchase_order',
      'draft_purchase_order',
      'revise_purchase_order',
      'approve_purchase_order',
    ],
  },
  {
    name: 'scenario',
    title: 'What-if view',
    description: 'Compares the responses to a disruption, and simulates it again longer or larger.',
    tools: ['simulate_disruption'],
  },
]

/** What a host asks for before it shows a view: every list of places it may reach is there, and empty. */
const ui = {
  csp: { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] },
  prefersBorder: true,
}

const uriOf = ({ name }: View) => `ui://quartermaster/${name}.html`

/** The `_meta` that leads a host from a tool to its view; empty for a tool that has none. */
export function viewMetaOf(toolName: string): { _meta?: { ui: { resourceUri: string } } } {
  const view = views.find(({ tools }) => tools.includes(toolName))
  return view === undefined ? {} : { _meta: { ui: { resourceUri: uriOf(view) } } }
}

/** Registers the views as resources; their pages are put together when one is read first. */
export function registerViews(server: McpServer): void {
  for (const view of views) {
    const { name, title, description } = view
    const uri = uriOf(view)
    server.registerResource(
      `view-${name}`,
      uri,
      { title, description, mimeType, _meta: { ui } },
      () => ({ contents: [{ uri, mimeType, text: pageOf(name), _meta: { ui } }] }),
    )
  }
}

const pages = new Map<string, string>()

function pageOf(name: string): string {
  const page = pages.get(name) ?? buildPage(name)
  pages.set(name, page)
  return page
}

const read = (file: string) => readFileSync(new URL(`views/${file}`, import.meta.url), 'utf8')

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** The page with its style and script inside, and a policy of its own that lets exactly those two run. */
function buildPage(name: string): string {
  const style = read('view.css')
  const script = scriptOf(`${name}.js`, new Set())
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const parts: Record<string, string> = {
    policy: `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    style: `<style>${style}</style>`,
    script: `<script type="module">${script}</script>`,
  }
  return read(`${name}.html`).replace(
    /<!-- (policy|style|script) -->/g,
    (_, each: string) => parts[each] ?? '',
  )
}

const importLine = /^import\s[^'"]*['"]\.\/([\w-]+\.js)['"]\n/gm

/** A module after those it imports, each once, as one script without imports and exports. */
function scriptOf(file: string, seen: Set<string>): string {
  if (seen.has(file)) return ''
  seen.add(file)
  const source = read(file)
  const imported = [...source.matchAll(importLine)].map((match) => scriptOf(match[1] ?? '', seen))
  const own = source.replace(importLine, '').replace(/^export /gm, '')
  return [...imported, own].join('')
}
