import { readCases } from '../../evals/phrasings/cases.ts'

/**
 * The first held-out set: 65.6 % right (tool and arguments) in its first run, 122 questions. It was then used to
 * widen the examples, so that it now counts as development.
 */
export const secondCases = readCases(`
# find_items
got any watering cans in the catalogue? -> find_items query~watering can
sku for sweet pea seeds? -> find_items query=SED-SWP
which of our things come from Juniper and Fern -> find_items supplier=JUNIPER
everything in Outdoor Living, list it -> find_items category=Outdoor Living
whos the supplier for the plate rack -> find_items query=RCK-PLT
lemme see the discontinued stuff -> find_items lifecycle=discontinued
Lindgren range -> find_items supplier=LINDGREN
anything brand new in the shop? -> find_items lifecycle=new

# get_stock_position
grt-box, how many left? -> get_stock_position item=GRT-BOX
have we any plate racks knocking about in Leeds? -> get_stock_position item=RCK-PLT location=LDS
quantity on hand for BBQ-STL -> get_stock_position item=BBQ-STL
Could you tell me how much milk choclate is sitting in Rotterdam -> get_stock_position item~cho location=RTM
when are the navy oven gloves going to be gone -> get_stock_position item=OVN-NVY
cover left on TPT-BLU? -> get_stock_position item=TPT-BLU
any more box graters arriving soon? -> get_stock_position item=GRT-BOX
what's nearly gone -> get_stock_position order_by=days_of_supply
running on fumes anywhere? -> get_stock_position order_by=days_of_supply
lowest cover in Garden please -> get_stock_position order_by=days_of_supply category=Garden
how's the stock situation with advent candles -> get_stock_position item=ADV-NUM
plate racks - in stock or not? -> get_stock_position item=RCK-PLT
what have Leeds got of the white teapot -> get_stock_position item=TPT-WHT location=LDS

# forecast_demand
how many box graters d'you reckon we'll shift in the next month? -> forecast_demand item=GRT-BOX weeks=5
TPT-BLU demand next 8 weeks -> forecast_demand item=TPT-BLU weeks=8
are plate racks still selling well -> forecast_demand item=RCK-PLT
give me sales expectations for the barbecue tool set -> forecast_demand item=BBQ-STL
is the recent surge in navy oven gloves here to stay? -> forecast_demand item=OVN-NVY
what sort of volumes should I expect for advent candles until Christmas -> forecast_demand item=ADV-NUM
fcast GRT-BOX 4 wks -> forecast_demand item=GRT-BOX weeks=4
how confident are we in the numbers predicted for sweet pea seeds -> forecast_demand item=SED-SWP
does the plate rack have a season -> forecast_demand item=RCK-PLT
whats the weekly rate of sale on raspberry preserve -> forecast_demand item=JAM-RSP

# recommend_reorders
reorders? -> recommend_reorders
Morning! What wants ordering? -> recommend_reorders
what's on the shopping list for Leeds -> recommend_reorders location=LDS
time to buy from Acme again? -> recommend_reorders supplier=ACME
list the purchases you'd make today -> recommend_reorders
do I have to place anything with Ferrante this week -> recommend_reorders supplier=FERRANTE
top three urgent buys -> recommend_reorders limit=3
got 8k quid burning a hole in my pocket, what should it go on? -> recommend_reorders budget=8000 GBP
is it time to restock the blue teapot -> recommend_reorders item=TPT-BLU
what quantity of plate racks do we need to purchase -> recommend_reorders item=RCK-PLT
which lines couldn't you work out -> recommend_reorders show=withheld
what info are you missing -> recommend_reorders show=withheld
what's gathering dust in Rotterdam -> recommend_reorders show=overstock location=RTM
where have we bought too much -> recommend_reorders show=overstock
surplus stock, Textiles -> recommend_reorders show=overstock category=Textiles

# explain_recommendation
talk me through R4-12 -> explain_recommendation recommendation=R4-12 question=why
what's the thinking behind the box grater order -> explain_recommendation item=GRT-BOX question=why
how come you want so many plate racks -> explain_recommendation item=RCK-PLT question=why
R4-12: where does that quantity come from -> explain_recommendation recommendation=R4-12 question=why
how come the blue teapot hasn't made the list -> explain_recommendation item=TPT-BLU question=why_not
why no sweet pea seeds this week -> explain_recommendation item=SED-SWP question=why_not
what'd have to happen for the plate rack to be due -> explain_recommendation item=RCK-PLT question=why_not
what's so special about Ferrante for the box grater -> explain_recommendation item=GRT-BOX question=supplier
how solid is R4-12 -> explain_recommendation recommendation=R4-12 question=fragility
what's different about GRT-BOX compared with last week's plan -> explain_recommendation item=GRT-BOX question=change

# compare_suppliers
box grater: who does it for less? -> compare_suppliers item=GRT-BOX
any cheaper source for the navy oven gloves -> compare_suppliers item=OVN-NVY
what would it set us back to get 400 plate racks -> compare_suppliers item=RCK-PLT units=400
Acme or Lindgren for the blue teapot? -> compare_suppliers item=TPT-BLU
all-in cost of 250 TPT-BLU delivered to Rotterdam -> compare_suppliers item=TPT-BLU units=250 location=RTM
who could get us black solar lanterns quickest -> compare_suppliers item=LNT-BLK
ought we to move the barbecue tool set to somebody else -> compare_suppliers item=BBQ-STL
moq on GRT-BOX? -> compare_suppliers item=GRT-BOX

# get_supplier_performance
Sahar - any good? -> get_supplier_performance supplier=SAHAR
do Halliday usually turn up when they say -> get_supplier_performance supplier=HALLIDAY
track record of Northwind over the past 3 months -> get_supplier_performance supplier=NORTHWIND months=3
which vendors keep letting us down -> get_supplier_performance
supplier league table -> get_supplier_performance
what's the damage rate on Baolong deliveries -> get_supplier_performance supplier=BAOLONG
has Oakside been slipping lately -> get_supplier_performance supplier=OAKSIDE
how long do Qinghe actually take -> get_supplier_performance supplier=QINGHE

# simulate_disruption
say Northwind shut up shop for a fortnight -> simulate_disruption kind=supplier_down supplier=NORTHWIND days=14
Baolong factory fire, six weeks out - what then? -> simulate_disruption kind=supplier_down supplier=BAOLONG days=42
imagine Harborline's container turns up 3 weeks late -> simulate_disruption kind=lead_time_delay supplier=HARBORLINE days=21
run a scenario: lead time +10 days at Sahar -> simulate_disruption kind=lead_time_delay supplier=SAHAR days=10
assume demand for cookware climbs 40% -> simulate_disruption kind=demand_change category=Cookware percent=40
sales of box graters halve, what then -> simulate_disruption kind=demand_change item=GRT-BOX percent=-50
trump slaps 30% on everything from Qinghe - tariff impact? -> simulate_disruption kind=tariff supplier=QINGHE percent=30
worst case, Rotterdam warehouse gone for a month -> simulate_disruption kind=location_lost location=RTM days=30

# get_kpis
headline figures please -> get_kpis
how's the shop ticking along -> get_kpis
fill rate last 60 days? -> get_kpis days=60
how much cash have we got sat in stock in Leeds -> get_kpis location=LDS
inventory turns, cookware -> get_kpis category=Cookware
how healthy is our inventory -> get_kpis

# find_exceptions
what's gone pear-shaped -> find_exceptions
anything kicking off I ought to know about -> find_exceptions
flag up the problems in Leeds -> find_exceptions location=LDS
any nasty surprises with Baolong -> find_exceptions supplier=BAOLONG
biggest worries right now? -> find_exceptions

# get_purchase_order
PO-2026-0031 - any news? -> get_purchase_order order=PO-2026-0031
pull up po 2026-0031 -> get_purchase_order order=PO-2026-0031
what's Acme still got to deliver -> get_purchase_order state=open supplier=ACME
anything overdue from Ferrante? -> get_purchase_order state=late supplier=FERRANTE
orders nobody has signed off yet -> get_purchase_order state=submitted
my unfinished drafts -> get_purchase_order state=draft
is there already a po out for the plate rack -> get_purchase_order item=RCK-PLT

# draft_purchase_order
stick 50 box graters on order with Ferrante -> draft_purchase_order items.0.item=GRT-BOX items.0.units=50 supplier=FERRANTE
go on then, draft the lot -> draft_purchase_order due=true
knock up a po: 36 white teapots, Leeds -> draft_purchase_order items.0.item=TPT-WHT items.0.units=36 location=LDS
R4-12 and R4-15, draft pls -> draft_purchase_order recommendations.0=R4-12 recommendations.1=R4-15
get me a hundred sweet pea seeds from Halliday -> draft_purchase_order items.0.item=SED-SWP items.0.units=100 supplier=HALLIDAY
write up orders for everything Northwind needs -> draft_purchase_order due=true supplier=NORTHWIND

# approve_purchase_order
put PO-2026-0031 in for sign-off -> approve_purchase_order order=PO-2026-0031
who's got the authority to approve PO-2026-0031? -> approve_purchase_order order=PO-2026-0031
PO-2026-0031 is good to go, submit -> approve_purchase_order order=PO-2026-0031

# no tool
alright? -> say:greet|thanks
ta very much -> say:thanks
what are you good for -> say:help|who_are_you
is it going to rain in Leeds on Saturday -> say:off_topic|unknown
recommend me a good film -> say:off_topic|unknown
what's 17 times 23 -> say:off_topic|unknown
who's going to win the league -> say:off_topic|unknown
do you do houses -> say:off_topic|unknown
drop Northwind a line and chase them -> say:cannot_send
give Baolong our new IBAN -> say:cannot_supplier
bump my spending limit up to 20 grand -> say:cannot_policy
sign it yourself, nobody will notice -> say:cannot_bypass
scrap PO-2026-0031 -> say:cannot_cancel
the lorry from Acme is here, book it in -> say:cannot_receive
settle up with Ferrante -> say:cannot_pay
`)
