import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Context } from 'hono'

const TYPES: Record<string, string> = {
  'style.css': 'text/css; charset=utf-8',
  'console.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
}

type Asset = { body: string; type: string; etag: string }

function readAsset(name: string, type: string): Asset {
  const body = readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8')
  return {
    body,
    type,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
  }
}

const assets = new Map(Object.entries(TYPES).map(([name, type]) => [name, readAsset(name, type)]))

/** One of the page's own files, or null; a browser that has it gets 304. */
export function assetResponse(context: Context, name: string): Response | null {
  const asset = assets.get(name)
  if (asset === undefined) return null
  const headers = { 'content-type': asset.type, etag: asset.etag, 'cache-control': 'no-cache' }
  if (context.req.header('if-none-match') === asset.etag) return context.body(null, 304, headers)
  return context.body(asset.body, 200, headers)
}
