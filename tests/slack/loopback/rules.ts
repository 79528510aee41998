// The grammar that block rules are written in: a rule looks at a value and adds what is wrong.

/** Something that Slack would refuse: where it is, and Slack's kind of sentence. */
export type BlockFault = {
  at: string
  says: string
  code: 'invalid_blocks' | 'invalid_attachments' | 'msg_blocks_too_long' | 'view_too_large'
}

export type Surface = 'message' | 'modal' | 'home' | 'stream'

/** What a rule may look at beyond the value itself. */
export type Place = {
  surface: Surface
  /** Whether an image of Slack (by id or address) is there and processed; absent = not asked. */
  isReadyImage?: (file: { id?: string; url?: string }) => boolean
}

export type Rule = (value: unknown, at: string, place: Place) => BlockFault[]

type Fields = Record<string, unknown>

/** One fault as a list. */
export function fault(
  at: string,
  says: string,
  code: BlockFault['code'] = 'invalid_blocks',
): BlockFault[] {
  return [{ at, says, code }]
}

/** Whether it is an object and no list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text of `min` (1 unless said) to `max` characters, counted in UTF-16 units. */
export function string(max: number, min = 1): Rule {
  return (value, at) => {
    if (typeof value !== 'string') return fault(at, 'must be a string')
    if (value.length < min) return fault(at, `must be more than ${min - 1} characters`)
    if (value.length > max) return fault(at, `must be less than ${max + 1} characters`)
    return []
  }
}

/** A text that also has a form. */
export function shaped(max: number, pattern: RegExp, says: string): Rule {
  return (value, at, place) => {
    const faults = string(max)(value, at, place)
    return faults.length > 0 || pattern.test(value as string) ? faults : fault(at, says)
  }
}

/** A web address over TLS. */
export const httpsUrl = shaped(3000, /^https:\/\/[^\s/]+/, 'must be a valid URL over https')
/** Any address that a person may open. */
export const anyUrl = shaped(3000, /^(https?:\/\/[^\s/]|mailto:)/, 'must be a valid URL')

export const boolean: Rule = (value, at) =>
  typeof value === 'boolean' ? [] : fault(at, 'must be a boolean')

/** A whole number between bounds. */
export function integer(min: number, max: number): Rule {
  return (value, at) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? []
      : fault(at, `must be a whole number of ${min} to ${max}`)
}

/** A finite number. */
export const finite: Rule = (value, at) =>
  typeof value === 'number' && Number.isFinite(value) ? [] : fault(at, 'must be a number')

/** One of a few words. */
export function oneOf(...words: (string | number)[]): Rule {
  return (value, at) =>
    words.includes(value as string)
      ? []
      : fault(at, `must be one of ${words.map(String).join(', ')}`)
}

/** A list of `min` to `max` items, each after one rule. */
export function list(item: Rule, max: number, min = 1): Rule {
  return (value, at, place) => {
    if (!Array.isArray(value)) return fault(at, 'must be an array')
    const faults: BlockFault[] = []
    if (value.length < min) faults.push(...fault(at, `no less than ${min} items allowed`))
    if (value.length > max) faults.push(...fault(at, `no more than ${max} items allowed`))
    value.forEach((one, index) => faults.push(...item(one, `${at}/${index}`, place)))
    return faults
  }
}

/** An object with exactly these fields: a name with `?` may be missing. What is not named is refused. */
export function object(fields: Record<string, Rule>, extra?: Rule): Rule {
  const rules = new Map(
    Object.entries(fields).map(([name, rule]) => [
      name.replace('?', ''),
      { rule, isOptional: name.endsWith('?') },
    ]),
  )
  return (value, at, place) => {
    if (!isFields(value)) return fault(at, 'must be an object')
    const faults: BlockFault[] = []
    for (const [name, { rule, isOptional }] of rules) {
      if (value[name] !== undefined) faults.push(...rule(value[name], `${at}/${name}`, place))
      else if (!isOptional) faults.push(...fault(at, `missing required field: ${name}`))
    }
    for (const name of Object.keys(value)) {
      if (!rules.has(name)) faults.push(...fault(`${at}/${name}`, 'no such field'))
    }
    if (extra !== undefined && faults.length === 0) faults.push(...extra(value, at, place))
    return faults
  }
}

/** The rule that belongs to the value's `type`; other types are refused. */
export function byType(rules: Record<string, Rule>): Rule {
  return (value, at, place) => {
    if (!isFields(value)) return fault(at, 'must be an object')
    const type = value['type']
    if (typeof type !== 'string') return fault(at, 'missing required field: type')
    const rule = Object.hasOwn(rules, type) ? rules[type] : undefined
    return rule === undefined
      ? fault(`${at}/type`, `unsupported type: ${type}`)
      : rule(value, at, place)
  }
}

/** The rule on some surfaces only; elsewhere the type is refused. */
export function only(surfaces: Surface[], rule: Rule): Rule {
  return (value, at, place) =>
    surfaces.includes(place.surface)
      ? rule(value, at, place)
      : fault(
          `${at}/type`,
          `unsupported type: ${String((value as Fields)['type'])} (not in a ${place.surface})`,
        )
}

/** All of several rules. */
export function all(...rules: Rule[]): Rule {
  return (value, at, place) => rules.flatMap((rule) => rule(value, at, place))
}

/** A rule that asks one yes-or-no question of an object that is well formed otherwise. */
export function demand(says: string, holds: (fields: Fields) => boolean): Rule {
  return (value, at) => (holds(value as Fields) ? [] : fault(at, says))
}
