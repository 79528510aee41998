import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Report, Table } from '../figure.ts'
import * as baselines from './vn2-baselines.ts'
import { playVn2, readVn2, validationWindow } from './vn2-game.ts'
import type { Vn2Item, Vn2Policy, Vn2Result, Vn2Window } from './vn2-game.ts'
import { costPolicy, levelPolicy, planner } from './vn2-ours.ts'
import { shortHistories } from './vn2-short-histories.ts'

/** Last weeks of the validation windows; the one that ends at 113 is the season of the official weeks a year before. */
const VALIDATED_LAST_WEEKS = [157, 149, 141, 133, 125, 113]
/** The winner of the challenge's 180 entrants. */
const WINNING_COST = 3763

type Entry = {
  name: string
  /** Name of the same policy among the measured anchors. */
  anchor: string | null
  policy: (window: Vn2Window) => Vn2Policy
}

function entriesOf(items: readonly Vn2Item[]): Entry[] {
  const same = (name: string, anchor: string | null, policy: Vn2Policy): Entry => ({
    name,
    anchor,
    policy: () => policy,
  })
  const ewma = (alpha: number, probability: number) =>
    same(
      `seasonal EWMA ${alpha} + NB, CR ${probability}`,
      `seasonal EWMA ${alpha} + NB Monte-Carlo, CR ${probability}`.replaceAll('0.', '.'),
      baselines.seasonalEwma(items, alpha, probability),
    )
  return [
    same('ours: planner', null, planner(items, true, levelPolicy)),
    same('ours, item by item', null, planner(items, false, levelPolicy)),
    same('ours, least cost', null, planner(items, true, costPolicy)),
    ewma(0.1, 0.833),
    ewma(0.15, 0.833),
    ewma(0.15, 0.75),
    same(
      'organiser benchmark',
      'organiser benchmark (reproduced exactly)',
      baselines.organiserRule(items),
    ),
    same(
      'organiser forecast, 3.5 weeks',
      'organiser forecast, 3.5w coverage',
      baselines.organiserRule(items, 3.5),
    ),
    same(
      'classical normal, 13 weeks',
      'classical z*sigma*sqrt(L), 13w',
      baselines.classicalNormal(13, 0.967),
    ),
    {
      name: 'static min/max',
      anchor: 'static min/max (52w)',
      policy: (window) => baselines.staticMinMax(window.knownWeeks),
    },
    same('clairvoyant', 'clairvoyant (perfect foresight)', baselines.clairvoyant),
  ]
}

/** The VN2 challenge: validation windows inside the known weeks, and the official weeks where the file holds them. */
export async function benchVn2(dataFolder: string): Promise<Report> {
  const { items, knownWeeks, official } = readVn2(join(dataFolder, 'forecast', 'vn2_weekly.jsonl'))
  const path = join(dataFolder, 'anchors', 'vn2_anchors.json')
  const anchors = JSON.parse(readFileSync(path, 'utf8')) as Record<string, { competition: number }>
  const runIn = baselines.organiserRule(items)
  const windows = VALIDATED_LAST_WEEKS.filter((last) => last <= knownWeeks).map((last) =>
    validationWindow(items, last, runIn),
  )
  const officialWindow: Vn2Window = {
    name: 'official',
    knownWeeks,
    entries: items.map((item) => ({ item, opening: item.opening })),
  }
  const played = entriesOf(items).map((entry) => {
    const results = windows.map((window) =>
      scaled(playVn2(window, entry.policy(window)), window, items),
    )
    const cost = official ? playVn2(officialWindow, entry.policy(officialWindow)).cost : null
    return { entry, results, mean: mean(results.map((result) => result.cost)), cost }
  })
  const ours = played[0]!
  const best = Math.min(...played.slice(3, -1).map((other) => other.mean))
  return {
    figures: [
      { name: 'VN2, mean of the validation windows', value: ours.mean, unit: 'cost' },
      {
        name: 'VN2, ours over the best other policy',
        value: ours.mean / best,
        unit: 'ratio',
        note: 'lower is better; validation windows',
      },
      ...(ours.cost === null
        ? []
        : [
            {
              name: 'VN2, official weeks',
              value: ours.cost,
              unit: 'cost',
              note: `the winner had ${WINNING_COST}`,
            },
          ]),
    ],
    tables: [costTable(played, windows, anchors), shortHistories(items, VALIDATED_LAST_WEEKS)],
  }
}

type Played = { entry: Entry; results: Vn2Result[]; mean: number; cost: number | null }

function costTable(
  played: readonly Played[],
  windows: readonly Vn2Window[],
  anchors: Record<string, { competition: number }>,
): Table {
  const rows = played
    .toSorted((a, b) => a.mean - b.mean)
    .map(({ entry, results, mean: average, cost }) => [
      entry.name,
      average,
      mean(results.map((result) => result.fillRate)),
      ...results.map((result) => Math.round(result.cost)),
      cost,
      entry.anchor === null ? null : (anchors[entry.anchor]?.competition ?? null),
    ])
  return {
    title:
      'VN2: holding .2 a unit and week, lost sale 1, weeks 3-8 of eight, orders arrive in the third week',
    columns: [
      'policy',
      'mean',
      'fill',
      ...windows.map((window) => window.name),
      'official weeks',
      'published',
    ],
    rows,
    note:
      `Windows inside the known weeks, each scaled to all items (those out of stock in it are left out), begun with the ` +
      `stock of the organiser's rule. "published" is the anchor on the official weeks; the winner had ${WINNING_COST}. ` +
      `Structure was chosen on these windows, never on the official ones.`,
  }
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** The result as if all items had taken part. */
function scaled(result: Vn2Result, window: Vn2Window, items: readonly Vn2Item[]): Vn2Result {
  const share = items.length / Math.max(1, window.entries.length)
  return { ...result, cost: result.cost * share }
}
