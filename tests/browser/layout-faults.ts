import type { Page } from 'playwright-core'

/** What of a page can not be used: it scrolls sideways, fields lie on one another or have no label, Tab jumps. */
export function layoutFaults(page: Pick<Page, 'evaluate'>): Promise<string[]> {
  return page.evaluate(FAULTS)
}

const FAULTS = `(() => {
  const faults = []
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth) faults.push('scrolls sideways by ' + (root.scrollWidth - root.clientWidth))
  const name = (each) => each.outerHTML.slice(0, 90).replace(/\\s+/g, ' ')
  const seen = [...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main select, main textarea, main summary')]
    .filter((each) => each.checkVisibility() && each.closest('[hidden], .hidden') === null && each.closest('.selection') === null)
  for (const field of seen.filter((each) => /^(INPUT|SELECT|TEXTAREA)$/.test(each.tagName))) {
    const label = [...(field.labels ?? [])].map((each) => each.textContent).join('') + (field.getAttribute('aria-label') ?? '')
    if (label.trim() === '') faults.push('no label: ' + name(field))
  }
  if (document.querySelector('[tabindex]:not([tabindex="0"]):not([tabindex="-1"])')) faults.push('an own order of Tab')
  const boxes = seen.map((each) => [each, each.getBoundingClientRect()]).filter(([, box]) => box.width > 0 && box.height > 0)
  for (let one = 0; one < boxes.length; one += 1) {
    for (let two = one + 1; two < boxes.length; two += 1) {
      const [a, p] = boxes[one], [b, q] = boxes[two]
      if (a.contains(b) || b.contains(a)) continue
      const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left)
      const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top)
      if (wide > 2 && high > 4) faults.push('overlap: ' + name(a) + ' and ' + name(b))
    }
  }
  for (const form of document.querySelectorAll('main form')) {
    const stops = seen.filter((each) => form.contains(each))
    const last = stops.filter((each) => /^(INPUT|SELECT|TEXTAREA)$/.test(each.tagName)).at(-1)
    const button = stops.filter((each) => each.tagName === 'BUTTON').at(-1)
    if (last && button && button.getBoundingClientRect().bottom < last.getBoundingClientRect().top) faults.push('its button stands above the fields: ' + name(form))
  }
  return faults
})()`
