// What an OpenID provider publishes, over HTTP. The server asks the configured origins and nothing else: whatever a
// document names beside them is refused, redirects are errors, and every answer has an end in time and in size.
import type { JSONWebKeySet } from 'jose'
import { z } from 'zod'

/** What is wrong with the provider or its answers, for whoever runs the shop; a page does not show it. */
export class IssuerTrouble extends Error {}

/** Where a provider is, and the variables that say so, for the words about what is wrong. */
export type IssuerPlace = {
  issuer: string
  origins: string[]
  variables: { issuer: string; origins: string }
}

/** The provider's keys; `anew` when the kept ones do not fit. */
export type KeySource = (anew: boolean) => Promise<JSONWebKeySet>

export type IssuerDocuments<Discovery> = {
  discovery(now: Date): Promise<Discovery>
  keysFor(now: Date): KeySource
  /** Asks for the documents anew: what is wrong, or null. */
  check(): Promise<string | null>
}

const mostBytes = 256 * 1024
const answerMilliseconds = 5_000
/** Documents are asked for again after an hour; for a key that is not among the kept ones after half a minute. */
const keepMilliseconds = 60 * 60_000
const renewMilliseconds = 30_000

const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) })

async function readLimited(response: Response, what: string): Promise<string> {
  const decoder = new TextDecoder()
  let [text, bytes] = ['', 0]
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > mostBytes) throw new IssuerTrouble(`${what} is larger than ${mostBytes / 1024} kB`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** The status and the parsed body of one request, null for a body that is no JSON. Rejects with IssuerTrouble. */
export async function askIssuer(
  url: string,
  what: string,
  init: RequestInit = {},
): Promise<{ status: number; body: unknown }> {
  const signal = AbortSignal.timeout(answerMilliseconds)
  const headers = { accept: 'application/json', ...(init.headers as Record<string, string>) }
  let text: string
  let status: number
  try {
    const response = await fetch(url, { ...init, headers, signal, redirect: 'error' })
    status = response.status
    text = await readLimited(response, what)
  } catch (error) {
    if (error instanceof IssuerTrouble) throw error
    throw new IssuerTrouble(`${what} can not be read: ${reasonOf(error)}`)
  }
  try {
    return { status, body: JSON.parse(text) as unknown }
  } catch {
    return { status, body: null }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError') return `no answer in ${answerMilliseconds / 1000} seconds`
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return code || (cause instanceof Error ? cause.message : error.message)
}

async function askDocument<Document>(
  url: string,
  what: string,
  schema: z.ZodType<Document>,
): Promise<Document> {
  const { status, body } = await askIssuer(url, what)
  if (status !== 200) throw new IssuerTrouble(`${what} is answered with status ${status}`)
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new IssuerTrouble(`${what} is not as it must be${where === '' ? '' : `, at ${where}`}`)
}

function requireOrigin({ origins, variables }: IssuerPlace, address: string): void {
  const { origin } = new URL(address)
  if (origins.includes(origin)) return
  throw new IssuerTrouble(
    `its discovery document names ${origin}, which is neither in ${variables.issuer} nor in ${variables.origins}`,
  )
}

async function discover<Discovery extends { issuer: string }>(
  place: IssuerPlace,
  schema: z.ZodType<Discovery>,
  addressesOf: (found: Discovery) => string[],
): Promise<Discovery> {
  const address = `${place.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const found = await askDocument(address, 'its discovery document', schema)
  if (found.issuer !== place.issuer) {
    throw new IssuerTrouble(
      `its discovery document is of another issuer than ${place.variables.issuer} says`,
    )
  }
  for (const url of addressesOf(found)) requireOrigin(place, url)
  return found
}

/** Keeps what was loaded; those who ask at once wait for one loading, and a failure is not kept. */
function kept<Value>(load: (now: Date) => Promise<Value>) {
  let last: { value: Promise<Value>; at: number } | null = null
  return (now: Date, mostMilliseconds: number): Promise<Value> => {
    if (last !== null && now.getTime() - last.at < mostMilliseconds) return last.value
    const mine = { value: load(now), at: now.getTime() }
    last = mine
    mine.value.catch(() => {
      if (last === mine) last = null
    })
    return mine.value
  }
}

/** The discovery document and the keys of a provider; every address that the document names must be of its origins. */
export function issuerDocuments<Discovery extends { issuer: string; jwks_uri: string }>(
  place: IssuerPlace,
  schema: z.ZodType<Discovery>,
  addressesOf: (found: Discovery) => string[],
): IssuerDocuments<Discovery> {
  const load = () => discover(place, schema, addressesOf)
  const keySetOf = ({ jwks_uri }: Discovery): Promise<JSONWebKeySet> =>
    askDocument(jwks_uri, 'its key set', keySetSchema)
  const discovery = kept(load)
  const keys = kept(async (now) => keySetOf(await discovery(now, keepMilliseconds)))
  return {
    discovery: (now) => discovery(now, keepMilliseconds),
    keysFor: (now) => (anew) => keys(now, anew ? renewMilliseconds : keepMilliseconds),
    async check() {
      try {
        await keySetOf(await load())
        return null
      } catch (error) {
        if (error instanceof IssuerTrouble) return error.message
        throw error
      }
    },
  }
}
