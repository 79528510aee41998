import { describe, expect, test } from 'vitest'
import { client, PAGES } from './client.ts'
import { samsLink } from './fixture-program.ts'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

describe('headers', () => {
  test.each([...PAGES, '/nowhere', '/assets/style.css', '/list.csv', '/list?show=x'])(
    '%s',
    async (path) => {
      const { headers } = await client().get(path)
      expect(headers.get('content-security-policy')).toBe(POLICY)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    },
  )

  test('pages are not kept, files are asked again and answered in one line', async () => {
    expect((await client().get('/list')).headers.get('cache-control')).toBe('no-store')
    const first = await client().get('/assets/console.js')
    expect(first.headers.get('content-type')).toContain('text/javascript')
    const again = await client().get('/assets/console.js', {
      'if-none-match': first.headers.get('etag') ?? '',
    })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  })
})

describe('host and origin', () => {
  test.each([
    'evil.test',
    'localhost.evil.test',
    '127.0.0.1.evil.test:4310',
    '10.0.0.5:4310',
    '0.0.0.0:4310',
    '',
  ])('host "%s" is refused', async (host) => {
    const response = await client().get('/list', { host })
    expect(response.status).toBe(403)
    expect(await response.text()).not.toContain('Stoneware')
  })

  test.each(['localhost:4310', '127.0.0.1', '[::1]:4310', 'LOCALHOST'])(
    'host "%s" is served',
    async (host) => {
      expect((await client().get('/list', { host })).status).toBe(200)
    },
  )

  test.each(['https://evil.test', 'http://127.0.0.1:9999', 'null'])(
    'a form sent by a page of %s is refused',
    async (origin) => {
      const { application, post } = client()
      expect((await post('/orders/draft', { recommendation: 'R12-1' }, { origin })).status).toBe(
        403,
      )
      expect(application.calls.filter((call) => call.name.startsWith('draft'))).toEqual([])
    },
  )

  test('our own page may write', async () => {
    const response = await client().post(
      '/orders/draft',
      { recommendation: 'R12-1' },
      { origin: 'http://127.0.0.1:4310' },
    )
    expect(response.status).toBe(200)
  })
})

describe('forms belong to the browser that was given them', () => {
  const writes: [string, Record<string, string>][] = [
    ['/ask', { question: 'hello' }],
    ['/orders/draft', { recommendation: 'R12-1' }],
    ['/orders/PO-2026-0042/submit', {}],
    [
      '/orders/PO-2026-0042/revise',
      { revision: '1', item: 'MUG-014', before: '144', units: '140' },
    ],
  ]

  test.each(writes)('%s needs the token', async (path, fields) => {
    const { application, post, session } = client()
    const other = await client().session()
    for (const csrf of ['', 'x', other.csrf])
      expect((await post(path, { ...fields, csrf })).status).toBe(403)
    const { csrf } = await session()
    expect((await post(path, { ...fields, csrf }, { cookie: '' })).status).toBe(403)
    expect(
      (await post(path, { ...fields, csrf }, { cookie: 'quartermaster_session=forged' })).status,
    ).toBe(403)
    expect(application.calls.filter((call) => /^(draft|approve|revise)/.test(call.name))).toEqual(
      [],
    )
    expect((await post(path, fields)).status).toBeLessThan(400)
  })

  test('the script needs it too', async () => {
    const { send, session } = client()
    const { cookie } = await session()
    const body = JSON.stringify({ question: 'hello' })
    const response = await send('/api/ask', body, { cookie, 'x-csrf-token': 'wrong' })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({
      error: { code: 'forbidden', repair: expect.stringContaining('reload') },
    })
  })

  test('the cookie is out of reach of scripts and other sites', async () => {
    const page = await client().get(`/sign-in/link/${samsLink}`, { cookie: '' })
    const cookie = page.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
  })

  test('nothing writes on a GET', async () => {
    for (const path of [
      '/orders/draft?recommendation=R12-1',
      '/orders/PO-2026-0042/submit',
      '/ask?question=hi',
    ]) {
      const { application, get } = client()
      expect((await get(path)).status).toBe(404)
      expect(application.calls.filter((call) => /^(draft|approve|revise)/.test(call.name))).toEqual(
        [],
      )
    }
  })
})

test('a body over 1 MB is refused before it is read into a question', async () => {
  const response = await client().post('/ask', { question: 'a'.repeat(1024 * 1024 + 1) })
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('larger than 1 MB')
})
