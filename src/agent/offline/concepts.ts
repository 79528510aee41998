// What buyers mean by which words. Each concept is one feature of the classifier, so that a word no example holds still
// says what its neighbours in this table say. Words are compared by their stem; several words make a phrase.
import { stem } from '../lexicon-text.ts'

const table: Record<string, string> = {
  run_out:
    'run out, runs out, running out, ran out, sell out, sold out, selling out, stock out, stockout, out of stock, nearly out, nearly gone, all gone, going to be gone, low, lowest, running low, short of, run dry, dry up, fumes, scarce, thin, least cover, shortest, empty, deplete, last us, exhausted, about to run, critical, dwindling, shelves',
  on_hand:
    'in stock, on hand, left, available, availability, have, got, hold, stock, quantity, count, level, sitting, knocking about, remaining, still have, stock situation, on the shelf, in the warehouse, how many, how much',
  inbound: 'on order, inbound, incoming, arriving, on the way, in transit, next delivery, coming in, due in, expected in, more coming',
  cover: 'cover, days of supply, days of cover, weeks of cover, last, how long',
  excess:
    'overstock, overstocked, surplus, excess, too much, too many, dust, gathering dust, slow, slow moving, slow mover, dead, dead stock, idle, clear out, clearance, unsold, not selling, over bought, overbought, bloated, stuck with, sitting around, shift it, never sell, stop buying, more than we need',
  withheld:
    'withheld, withhold, held back, hold back, missing data, missing, incomplete, lack, gap, bad data, data, fact, info, information, can not plan, not plan, not work out, not calculate, unable to, without a lead time, blocked, fix, mend, patchy, unknown',
  forecast:
    'forecast, predict, predicted, prediction, projection, project, expect, expected, expectation, outlook, going to sell, will sell, reckon, anticipate, volume, trend, trending, season, seasonal, seasonality, spike, surge, jump, blip, flash, one off, sustained, velocity, run rate, rate of sale, sell through, per week, a week, demand, selling, sell, shift, sale, popular, future, ahead, coming weeks',
  compare:
    'compare, comparison, cheap, cheaper, cheapest, alternative, switch, versus, vs, or, best price, for less, less expensive, quickest, fastest, soonest, option, elsewhere, someone else, somebody else, anyone else, who else, source, other supplier, undercut, shop around, better deal, second source, rival',
  cost:
    'cost, price, pay, landed, landed cost, all in, quote, how much, set us back, unit price, price break, discount, moq, minimum order, minimum quantity, fee, charge, expensive, spend per',
  reliability:
    'reliable, reliability, trust, rely, score, scorecard, rating, rate, rank, track record, perform, performance, on time, in full, otif, often late, slip, slipping, letting us down, let us down, worse, better, worst, best, damaged, damage, defect, quality, league table, turn up, punctual, any good, dependable, consistent, keep their word, keep promises, lead time, take to deliver, contract, sla, deteriorate, how long do, actually take',
  what_if:
    'what if, suppose, say, imagine, assume, assuming, simulate, simulation, scenario, what happens, what would happen, what then, what now, worst case, impact, hit us, cope, survive, exposed, exposure, if, hypothetically, model, stress test',
  outage:
    'down, closed, close, shut, shuts down, shut up shop, outage, strike, fire, bust, goes bust, bankrupt, insolvent, liquidation, out of business, stop delivering, can not deliver, unavailable, out for, offline, without, lose, lost, gone, flood, burn, burnt, closure, quit, packs up, goes under, fold',
  delay: 'late, later, delay, delayed, longer, congestion, congested, slower, extra lead time, held up, stuck, slow boat, port, customs, turns up late, more days, lead time',
  demand_shift: 'demand, sale, viral, double, halve, triple, rise, climb, drop, fall, jump, more order, fewer order, customer',
  tariff: 'tariff, duty, duties, import tax, import duty, levy, customs duty, surcharge',
  reorder:
    'reorder, re order, restock, replenish, replenishment, buy, purchase, order, top up, shopping list, buy list, buying list, purchases, due, needs ordering, wants ordering, should i order, recommend, suggestion, proposal, urgent, weekly order, what to order, place, need more, buys, must order, get in',
  budget: 'budget, spend, afford, money to spend, to spend, cash to spend, got to spend',
  why: 'why, how come, reason, rationale, explain, explanation, talk me through, walk me through, thinking, behind, working, workings, calculation, calculate, breakdown, break down, how did you, where does, come from, justify, logic, basis, maths, so many, so few, waterfall, what makes',
  why_not:
    'not on the list, not there, missing from the list, left out, leave out, has not made, forgot, forgotten, why not, why no, when will it be due, to be due, have to happen, would put, not order, not buy, absent, skip, ignore, overlook, overlooked, not due',
  sure: 'sure, certain, confident, confidence, robust, solid, fragile, fragility, sensitive, close call, rely on, change your mind, flip, shaky, firm, safe, tip, borderline, bet on, wobbly, what would change',
  changed: 'changed, change, different, difference, last week, last time, last plan, last list, previous, since, compared with, before, differ, moved, up from, down from, earlier',
  choice: 'choose, chose, pick, picked, choice, special about, why from, this supplier, that supplier, prefer, favour, go with, went for, instead of',
  kpi: 'kpi, key figure, figure, number, metric, fill rate, service level, turnover, turn, gmroi, worth, value, capital, cash, money in stock, tied up, healthy, health, ticking, overview, dashboard, report, doing, headline, summary, carrying cost, holding cost, accuracy, overall, state of, shape, how are we, how is business, performing',
  exception:
    'wrong, problem, issue, alert, warning, worry, worries, worried, concern, attention, risk, at risk, on fire, exception, trouble, nasty, surprise, pear shaped, kicking off, flag, red flag, unusual, odd, urgent going on, look at first, need to know, ought to know, should know, brewing, hot, burn, headache, keep me awake, going on, happened',
  lookup_order: 'status, where is, any news, news, pull up, show, details, arrive, arrived, purchase order, orders, already ordered, po out, look up, latest order, recent order, order history',
  open_order: 'open, outstanding, still to come, still to deliver, still got to deliver, still owe, owes us, waiting for, unfulfilled, not delivered yet, to deliver, yet to come',
  late_order: 'late, overdue, should have arrived, past due, not turned up, has not arrived, behind schedule, by now',
  pending: 'waiting for approval, wait for approval, awaiting, pending, not approved yet, not signed off, nobody has signed, unsigned, in the queue, signed off yet, to be approved, submitted',
  drafts: 'my draft, drafts, in draft, unfinished, lying around, draft order',
  part: 'partly, partial, incomplete, in part, short delivered, part delivery',
  draft: 'draft, raise, knock up, prepare, write up, create, put on order, stick on order, order me, get me, put in an order, purchase order for, turn into, place an order, make a po, po for, go ahead, do it, i need, i want, sort out an order',
  all_due: 'everything, all, the lot, whole list, all of it, all of them, every line, entire',
  revise: 'make it, make that, change to, set to, reduce, lower, cut, increase, bump, bump up, raise to, update, edit, amend, adjust, revise, modify, remove, take off, knock off, drop, delete, leave out, strike, without, instead, only, just, rather',
  submit: 'submit, hand in, send for approval, sign off, sign it off, approve, approval, approved, authorise, authority, release, put through, put in for, good to go, who decides, who can sign, manager, boss, finalise',
  find: 'find, search, look up, catalogue, range, sku, item code, product, supplies, supplier of, supplier for, who makes, come from, comes from, buy from, get from, list, category, carry, sell, browse, which item, which line, stuff',
  new_item: 'new, newly, launch, launched, brand new, recently added, latest addition, just in, novelty',
  phase_out: 'phase out, phased out, phasing out, running down, end of life, winding down, run off',
  discontinued: 'discontinued, delisted, stopped selling, no longer sell, dropped from, axed, retired',
  send: 'send, send out, email, e mail, mail, chase, call, phone, ring, contact, message, drop a line, line, tell them, write to, remind, fax, dispatch, post, print, negotiate, ask them, haggle, speak to, get hold of',
  master_data: 'bank, iban, bank account, bank detail, account number, address, email address, contact, add a supplier, new supplier, delete the supplier, block, unblock, payment terms, set the price, change the price, rename, stock count, correct the stock, adjust inventory, transfer, move',
  policy: 'policy, service level, limit, spending limit, approval limit, budget to, role, right, rights, admin, rule, instruction, prompt, ignore, override, pretend, disable, turn off, never order, always buy, access, user, password',
  bypass: 'yourself, skip, bypass, without approval, without asking, nobody, notice, split, on behalf, auto, automatically, emergency, go round, get round, round the approval, sneak, behind, on your own',
  receive: 'receive, received, book in, book it in, goods in, lorry, truck, van, arrived, is here, turned up, mark as, unload, check in, log the delivery, receipt, driver',
  cancel: 'cancel, scrap, withdraw, delete the order, undo, reject, take back, call off, kill, tear up, void, bin',
  pay: 'invoice, pay the, settle, settle up, bill, remittance, owe, refund, credit note, transfer money, payment',
  off_topic: 'weather, rain, sunny, joke, poem, song, music, film, movie, restaurant, recipe, football, league, match, president, capital of, politics, bitcoin, shares, flight, hotel, car, house, holiday, translate, code, computer, story, love, married, news, world, times, plus, minus, equation, dentist, pizza, tv, game, book, dinner, horoscope, lottery, maths homework, essay',
  greet: 'hello, hi, hey, morning, afternoon, evening, alright, hiya, howdy, how are you, how do you do, greetings',
  thanks: 'thanks, thank, cheers, ta, great, perfect, brilliant, lovely, nice, awesome, helpful, ace, smashing, much appreciated, appreciate',
  help: 'help, what can you do, what can i ask, what can i do, how does this work, how do i use, example, able to do, good for, capable, feature, what do you do, options, commands, get started, where do i start',
  identity: 'who are you, what are you, your name, robot, human, ai, bot, chatgpt, person, who made you, who built you',
  stop: 'no thanks, stop, never mind, nevermind, forget it, leave it, not now, do not, wait, nope, changed my mind, hold off, scratch that',
  more: 'more, rest, next page, next, continue, else, others, remaining, go on, further, keep going',
}

/** Longest phrases first is not needed: each match is its own feature. */
const byFirstWord = new Map<string, { words: string[]; concept: string }[]>()
for (const [concept, phrases] of Object.entries(table)) {
  for (const phrase of phrases.split(', ')) {
    const words = phrase.split(' ').map(stem)
    const known = byFirstWord.get(words[0]!) ?? []
    known.push({ words, concept })
    byFirstWord.set(words[0]!, known)
  }
}

/** Whether some concept holds this word by itself. */
export const isConceptWord = (word: string): boolean =>
  (byFirstWord.get(stem(word)) ?? []).some(({ words }) => words.length === 1)

/** The concepts that words express, with a weight: a phrase says more than one word. */
export function conceptsIn(words: readonly string[]): Map<string, number> {
  const stems = words.map(stem)
  const found = new Map<string, number>()
  stems.forEach((first, index) => {
    for (const { words: phrase, concept } of byFirstWord.get(first) ?? []) {
      if (!phrase.every((word, offset) => stems[index + offset] === word)) continue
      const weight = phrase.length > 1 ? 1.3 : 0.9
      found.set(concept, Math.max(found.get(concept) ?? 0, weight))
    }
  })
  return found
}
