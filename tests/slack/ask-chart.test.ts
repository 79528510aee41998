import { afterEach, describe, expect, it, vi } from 'vitest'
import { chartPicture } from '#root/pictures/chart-picture.ts'
import { readable } from './loopback/read-page.ts'
import { askingShop, lastWritten, say, written, type AskOptions } from './ask-world.ts'
import { channelId, type SlackShop } from './world.ts'

// Each case opens a shop, plans it and asks: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000 })

const sample = {
  id: 'chart',
  title: 'Demand and stock of שלום',
  asOf: '2026-11-24',
  periodDays: 7,
  history: [{ startsOn: '2026-11-18', units: 30 }],
  forecast: [
    { startsOn: '2026-11-25', p05Units: 20, p50Units: 30, p95Units: 45 },
    { startsOn: '2026-12-02', p05Units: 22, p50Units: 31, p95Units: 46 },
  ],
  stock: [
    { on: '2026-11-24', units: 60 },
    { on: '2026-12-05', units: 0 },
  ],
  reorderPointUnits: 40,
  stockoutOn: '2026-12-05',
  inbound: [],
}

describe('a picture', () => {
  it('is a PNG of twice the drawing, the same bytes every time', () => {
    const png = Buffer.from(chartPicture(sample))
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.readUInt32BE(16)).toBe(1_280)
    expect(Buffer.from(chartPicture(sample)).equals(png)).toBe(true)
  })

  it('has its words in it', () => {
    // Nothing but the word beside the mark differs: without a typeface the pictures would be the same.
    const arriving = (units: number) => ({
      label: 'PO-1',
      units,
      expectedOn: '2026-12-01',
      late: false,
    })
    const [some, more] = [111, 888].map((units) =>
      Buffer.from(chartPicture({ ...sample, inbound: [arriving(units)] })),
    )
    expect(some!.equals(more!)).toBe(false)
  })
})

describe('an answer about one item', () => {
  let world: SlackShop
  afterEach(async () => {
    await world.close()
  })

  async function asked(
    options: AskOptions = {},
    prepare: (shop: SlackShop) => void = () => undefined,
  ) {
    world = await askingShop(options)
    prepare(world)
    const im = world.slack.im('U_MAYA')
    await say(world, 'U_MAYA', im, 'How many MUG-WHT do we have?')
    return lastWritten(world, im)
  }
  const pictures = (message: { blocks: { type: string }[] }) =>
    message.blocks.filter(({ type }) => type === 'image')
  const missing = 'The chart can not be shown now; its figures are in the answer.'

  it('shows its demand and stock as a picture that a screen reader can say', async () => {
    const answer = await asked()
    const [picture] = pictures(answer) as unknown as { alt_text: string }[]
    expect(picture!.alt_text).toContain('Demand and stock of White mug at LDS.')
    expect(picture!.alt_text).toContain('Stock runs out on 5 Dec 2026')
    const [file, ...more] = world.slack.files()
    expect(more).toEqual([])
    expect(file).toMatchObject({ stage: 'complete', channels: [] })
    expect(file!.bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(world.reports).toEqual([])
  })

  it.each(['files.getUploadURLExternal', 'files.completeUploadExternal'])(
    'stands without it, and says so, when %s fails',
    async (method) => {
      const answer = await asked({}, ({ slack }) =>
        slack.fail(method, { error: 'internal_error', times: 9 }),
      )
      expect(pictures(answer)).toEqual([])
      expect(readable(answer)).toContain(missing)
      expect(readable(answer)).toContain('60 units available')
      expect(answer.streaming).toBe('done')
    },
  )

  it('stands without it, once, when Slack never is through with the picture', async () => {
    const answer = await asked({ slack: { earlyFileLooks: 99 } })
    expect(pictures(answer)).toEqual([])
    expect(readable(answer)).toContain(missing)
    expect(written(world, answer.channel)).toHaveLength(1)
    expect(world.slept.filter((ms) => ms === 1_500)).toHaveLength(5)
  })

  it('about many has none', async () => {
    world = await askingShop()
    await say(world, 'U_MAYA', channelId, `<@${world.slack.botUserId}> What is running low?`)
    expect(world.slack.files()).toEqual([])
    expect(pictures(lastWritten(world, channelId))).toEqual([])
  })
})
