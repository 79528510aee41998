// A browser that keeps several cookies and sends a strict one only where no other site led it.
import type { Door } from './door.ts'

export type Surfer = {
  jar: Map<string, { value: string; line: string }>
  go(path: string, from?: 'cross-site' | 'same-origin' | 'none'): Promise<Response>
}

/** A new browser at an address of the network. */
export function surfer(door: Door, address = '192.0.2.1'): Surfer {
  const browser = door.browser(address)
  const jar: Surfer['jar'] = new Map()
  return {
    jar,
    async go(path, from = 'none') {
      const cookie = [...jar]
        .filter(([, { line }]) => from !== 'cross-site' || !line.includes('SameSite=Strict'))
        .map(([name, { value }]) => `${name}=${value}`)
        .join('; ')
      const response = await browser.send(path, { headers: { cookie, 'sec-fetch-site': from } })
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (line.includes('Max-Age=0')) jar.delete(name)
        else jar.set(name, { value, line })
      }
      return response
    },
  }
}
