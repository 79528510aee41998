import { APICallError, RetryError } from 'ai'

const NETWORK_REASONS: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name could not be looked up',
  ETIMEDOUT: 'it did not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'it did not answer in time',
  UND_ERR_SOCKET: 'the connection was cut',
}

/** Why a model call failed, as the end of the sentence "The model ... failed: ...". Never shows addresses, keys or bodies. */
export function describeModelFailure(error: unknown): string {
  const failure = RetryError.isInstance(error) ? error.lastError : error
  const code = networkCode(failure)
  if (code !== null) return NETWORK_REASONS[code] ?? 'the network failed'
  if (APICallError.isInstance(failure)) return describeStatus(failure.statusCode)
  if (failure instanceof Error && /abort|timeout/i.test(failure.name))
    return 'it did not answer in time'
  return 'it sent something that is not a model answer'
}

function networkCode(error: unknown): string | null {
  let cause: unknown = error
  for (let depth = 0; depth < 5 && typeof cause === 'object' && cause !== null; depth += 1) {
    const { code, errors } = cause as { code?: unknown; errors?: unknown[] }
    if (typeof code === 'string' && /^(E[A-Z]+|UND_ERR_[A-Z_]+)$/.test(code)) return code
    cause = (cause as { cause?: unknown }).cause ?? errors?.[0]
  }
  return null
}

function describeStatus(status: number | undefined): string {
  if (status === undefined) return 'it could not be reached'
  if (status === 401 || status === 403) return `it refused the key (${status})`
  if (status === 404) return 'the address or the model name is not known there (404)'
  if (status === 429) return 'it is busy or the quota is used up (429)'
  if (status >= 500) return `it has a fault of its own (${status})`
  return status >= 200 && status < 300
    ? 'it sent something that is not a model answer'
    : `it refused the request (${status})`
}
