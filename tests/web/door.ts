// The console of a small shop in a real database, with its clock in hand, and browsers that keep their cookie.
import { makeSignInLink } from '#operations/sign-in-link.ts'
import type { Shop } from '#operations/shop.ts'
import type { SlackInstalls } from '#operations/slack-people.ts'
import type { OpenDatabase } from '#store/database.ts'
import { webProgram } from '#surfaces/cli/web-application.ts'
import { webRoutes, type WebOptions } from '#surfaces/web/routes.ts'
import { noon } from '../commands/world.ts'
import { cookieOf, tokenOf } from './client.ts'

export type Door = {
  shop: Shop
  errors: unknown[]
  /** Puts the clock forward. */
  wait(minutes: number): void
  /** The path of a new sign-in link, made on the machine. */
  linkFor(personId: string): Promise<string>
  browser(address?: string): Browser
}

export type Browser = {
  cookie: string
  /** The last answer's whole set-cookie line. */
  setCookie: string
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** A form sent from the page `from`, with the token that page had; `csrf` in the fields replaces it. */
  post(path: string, from: string, fields?: Record<string, string>): Promise<Response>
  signIn(linkPath: string): Promise<Response>
  send(path: string, init: RequestInit): Promise<Response>
}

/** A server in front of the shop; another one on the same shop is the same server started again. */
export function openDoor(
  open: OpenDatabase,
  options: WebOptions = {},
  openId: Shop['openId'] = null,
  installs: (now: () => Date) => SlackInstalls | null = () => null,
): Door {
  const clock = { now: Date.parse(noon) }
  const shop: Shop = {
    database: open,
    db: open.db,
    model: { openaiApiKey: null, modelName: null, modelUrl: null },
    where: 'memory',
    now: () => new Date(clock.now),
    fixedAsOf: null,
    personId: null,
    slack: null,
    mail: null,
    openId,
    auditAnchorFile: null,
    configuration: [],
  }
  const errors: unknown[] = []
  const program = webProgram(shop, () => Promise.resolve(), installs(shop.now))
  const routes = webRoutes(program, { report: (error) => errors.push(error), ...options })
  return {
    shop,
    errors,
    wait: (minutes) => {
      clock.now += minutes * 60_000
    },
    linkFor: async (person) => (await makeSignInLink(shop, { person })).path,
    browser: (address = '192.0.2.1') => browserOf(routes, address),
  }
}

function browserOf(routes: ReturnType<typeof webRoutes>, address: string): Browser {
  const socket = { remoteAddress: address, remotePort: 1, remoteFamily: 'IPv4' }
  const send = async (path: string, init: RequestInit) => {
    const headers = {
      host: '127.0.0.1:4310',
      ...(browser.cookie === '' ? {} : { cookie: browser.cookie }),
      ...(init.headers as Record<string, string>),
    }
    const request = { ...init, headers }
    const url = `http://127.0.0.1:4310${path}`
    const response = await routes.request(url, request, { incoming: { socket } })
    const set = response.headers.get('set-cookie')
    if (set !== null) {
      browser.setCookie = set
      browser.cookie = set.includes('Max-Age=0') ? '' : cookieOf(response)
    }
    return response
  }
  const browser: Browser = {
    cookie: '',
    setCookie: '',
    send,
    async get(path, headers = {}) {
      return send(path, { headers })
    },
    async post(path, from, fields = {}) {
      const csrf = await tokenOf(await send(from, {}))
      return send(path, { method: 'POST', body: new URLSearchParams({ csrf, ...fields }) })
    },
    signIn: (linkPath) =>
      browser.post('/sign-in/link', linkPath, { token: linkPath.split('/').at(-1) ?? '' }),
  }
  return browser
}
