import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isMoneyField, namesMoney } from '#render/costs.ts'
import { isDirect, tellsCosts } from '#surfaces/slack/channel-costs.ts'

type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
}

const contracts = join(import.meta.dirname, '../contracts')

/** Every path of an output that holds one value or a list of values. */
function leaves(schema: Schema, path: string[]): string[][] {
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  const inside = [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, each]) =>
      leaves(each, [...path, name]),
    ),
    ...(schema.items === undefined ? [] : leaves(schema.items, [...path, '0'])),
    ...parts.flatMap((each) => leaves(each, path)),
  ]
  return inside.length > 0 ? inside : [path]
}

const fields = readdirSync(contracts)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => {
    const { outputSchema } = JSON.parse(readFileSync(join(contracts, file), 'utf8')) as {
      outputSchema: Schema
    }
    return leaves(outputSchema, ['call_1']).map((path) => path.join('.'))
  })
const nameOf = (path: string) => path.split('.').findLast((key) => !/^\d+$/.test(key))!

/** What a person may read in a channel that is closed to costs; a field that is not here is hidden there. */
const open =
  `abcClass action affectedCount allocatedUnits approvalsMissing asOf askedUnits availableUnits backorderedUnits
  beforeUnits best biasRate category censoredDays contractEndsOn coverage95 created createdBy createdOn currency cutCount
  cycleServiceLevel daysOfSupply decided deciderCount decision defect defectRate deliveryCount display draftedUnits dueOn
  elasticity exceptionCount excessUnits expectedOn fillRate firstStockoutOn flags holdUnits horizonDays inFullRate
  inTransitUnits inventoryPositionUnits itemCount kind kitCoverUnits kitSku label lastWeeksUnits late leadTimeDays
  leadTimeSdDays leftOut leftOutCount lifecycle lineCount locationCode lostRate meanUnits method moreCount name neededUnits
  noteQuoted onHandUnits onOrderUnits onTimeRate order orderByOn orderCount orderCycleDays orderNumber orderOn
  orderUpToUnits otifRate p05Units p50Units p95Units pathCount perWeekUnits plannedUnits protectionDays question
  readyUnits reason reasonQuoted receivedUnits recommendation reorderPointUnits repair replayedSame response revision rmsse
  role safetyStockUnits scoreCount sinceOn sku slaOtifRate source spike standsInFor startsOn state stockoutDays stockoutOn
  stockoutRate submitted supplierCode supplierName totalP05Units totalP95Units totalUnits trend turnsPerYear
  unavailableUnits unbookedUnits units upliftRate urgency usable warnings withheldCount writtenDownUnits`
    .split(/\s+/)
    .filter((name) => name !== '')

describe('the fields of the tools', () => {
  it('were found', () => {
    expect(fields.length).toBeGreaterThan(200)
  })

  it('that others may see are these and no others', () => {
    const shown = new Set(fields.filter((path) => !isMoneyField(path)).map(nameOf))
    expect([...shown].toSorted()).toEqual(open.toSorted())
  })

  it('that sound like money are hidden, each of them', () => {
    const sound = /minor|micros|price|cost|margin|value|amount|worth|budget|saves|gmroi|landed/i
    const money = fields.filter((path) => sound.test(nameOf(path)))
    expect(money.length).toBeGreaterThan(30)
    expect(money.filter((path) => !isMoneyField(path))).toEqual([])
  })

  it('of tomorrow are hidden until somebody says otherwise', () => {
    const tomorrow = [
      'marginRate',
      'euros',
      'spend',
      'costPerDays',
      'priceUnits',
      'worthOn',
      'x',
      '',
    ]
    for (const name of tomorrow)
      expect([name, isMoneyField(`call_1.lines.0.${name}`)]).toEqual([name, true])
    expect(isMoneyField('call_1.lines.0.lastWeeksUnits.3')).toBe(false)
  })
})

describe('a text', () => {
  it.each([
    '£12.00',
    'about €5',
    '$1',
    '¥1,200',
    'CHF 1,234.00',
    'CHF\u00a01,234',
    '1,234.00 CHF',
    'SEK -5',
    '12 GBP a piece',
    'KWD 1.250',
    '₹40',
    'is 40₩',
  ])('names money: %s', (text) => {
    expect(namesMoney(text)).toBe(true)
  })

  it.each([
    '144 units',
    'MUG-01 at LDS',
    'PO-2026-0007',
    '24 Nov 2026',
    'R12-34',
    '95 %',
    'in GBP',
    'SKU 12',
  ])('names none: %s', (text) => {
    expect(namesMoney(text)).toBe(false)
  })
})

it('an answer tells costs by a field, by its text, or by what is shown under it', () => {
  const answer = { text: '12 units', placeholders: { 'call_1.lines.0.units': '12' } }
  expect(tellsCosts(answer, [{ text: 'Why 1' }])).toBe(false)
  const priced = { ...answer, placeholders: { 'call_1.lines.0.landedCostMinor': '12' } }
  expect(tellsCosts(priced)).toBe(true)
  expect(tellsCosts({ ...answer, text: '£12' })).toBe(true)
  expect(tellsCosts(answer, [{ text: 'What if we spend £500?' }])).toBe(true)
})

it('a direct message is known by its id', () => {
  expect([isDirect('D024BE91L'), isDirect('C024BE91L'), isDirect('G1')]).toEqual([
    true,
    false,
    false,
  ])
})
