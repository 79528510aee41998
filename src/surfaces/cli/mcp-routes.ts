import { Hono } from 'hono'
import { localhostAllowedHostnames } from '@modelcontextprotocol/server'
import { isExposed } from '#root/mcp-config.ts'
import type { Shop } from '#operations/shop.ts'
import { mcpOverHttp } from '../mcp/http.ts'
import { callersOf, metadataPaths, metadataResponse, metadataUrlOf } from '../mcp/sign-in.ts'
import { conformance } from './conformance.ts'
import { mcpSignInOf } from './mcp-access.ts'
import { mcpHostOf } from './mcp-host.ts'

/**
 * The MCP endpoint of a shop and where its clients learn to sign in. `opened` gives the address that people open, once
 * the server listens; where others than this machine reach it, no client goes without a token.
 */
export async function mcpRoutes(
  shop: Shop,
  { host, publicUrl, version }: { host: string; publicUrl: URL | null; version: string },
  opened: () => string,
): Promise<{ routes: Hono; close(): Promise<void> }> {
  const signIn = mcpSignInOf(shop, isExposed({ host, publicUrl }), () => new URL('/mcp', opened()))
  const names = [
    ...localhostAllowedHostnames(),
    ...(publicUrl === null ? [] : [publicUrl.hostname]),
  ]
  const mcp = mcpOverHttp(
    { ...mcpHostOf(shop, version, publicUrl), ...(await conformance(process.env)) },
    {
      callerOf: callersOf(signIn),
      metadataUrl: () => metadataUrlOf(signIn),
      hostnames: names,
      origins: names,
    },
  )
  const routes = new Hono()
  routes.all('/mcp', (context) => mcp.fetch(context.req.raw))
  for (const path of metadataPaths) {
    routes.all(path, (context) => metadataResponse(signIn, context.req.raw))
  }
  return { routes, close: mcp.close }
}
