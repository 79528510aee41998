import type { McpHost } from '../mcp/host.ts'

/**
 * What the official conformance suite of MCP calls by name, where `QM_CONFORMANCE=1` says that this program is being
 * tested; for everybody else it is not even loaded.
 */
export async function conformance(
  environment: Record<string, string | undefined>,
): Promise<Pick<McpHost, 'fixtures'>> {
  if (environment['QM_CONFORMANCE'] !== '1') return {}
  const { conformanceFixtures } = await import('../mcp/conformance/fixtures.ts')
  return { fixtures: conformanceFixtures() }
}
