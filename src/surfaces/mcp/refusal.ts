/** The codes of JSON-RPC that the door answers with, beside those of the SDK behind it. */
export const refusalCode = {
  failed: -32_603,
  notJson: -32_700,
  notAMessage: -32_600,
  headersDisagree: -32_020,
  noSession: -32_001,
  unwelcome: -32_000,
} as const

/** A request that goes no further, with an error in JSON-RPC that says what to do; it names no id, which was not read. */
export function refusal(
  status: number,
  code: keyof typeof refusalCode,
  message: string,
  headers: Record<string, string> = {},
): Response {
  const error = { code: refusalCode[code], message }
  return Response.json({ jsonrpc: '2.0', id: null, error }, { status, headers })
}
