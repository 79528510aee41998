import { existsSync, readFileSync } from 'node:fs'

const FOLDER = new URL('../../../shared/data/trust/', import.meta.url)

/** Strings of our own that a page must show as text, one per way of breaking out. */
export const ownHostile = [
  '<script>window.broken=1</script>',
  '"><img src=x onerror="window.broken=1">',
  "'><svg onload='window.broken=1'>",
  '</textarea><script>window.broken=1</script>',
  '</title></style></script><script>window.broken=1</script>',
  'javascript:window.broken=1',
  '<a href="javascript:window.broken=1">x</a>',
  '[x](javascript:window.broken=1)',
  '![x](https://evil.test/a.png)',
  '<!--buy list--><script>window.broken=1</script>',
  '{{constructor.constructor("window.broken=1")()}}',
  '`${window.broken=1}`',
  '\u202Eevil\u0000\u0007<b>',
  '\uD800<iframe srcdoc="<script>parent.broken=1</script>">',
  '&lt;script&gt;window.broken=1&lt;/script&gt;',
  '<table><tr><td>| a | b |\n|---|---|\n| <b>x</b> | y |',
]

/** Every string of the shared lists, with ours; null where the lists are not there. */
export function sharedHostile(): string[] | null {
  if (!existsSync(FOLDER)) return null
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))
  const naughty = read('blns.json') as string[]
  const { lists } = read('payloads.json') as { lists: Record<string, unknown> }
  const payloads = Object.values(lists).flatMap((list) =>
    Array.isArray(list) ? list.filter((each): each is string => typeof each === 'string') : [],
  )
  return [...naughty, ...payloads]
}
