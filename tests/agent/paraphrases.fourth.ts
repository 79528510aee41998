import { readCases } from '../../evals/phrasings/cases.ts'

/**
 * The third held-out set: 84.6 % right (91.1 % by tool alone) in its first run, 123 questions. Its misses were then
 * mended, so that it now counts as development.
 */
export const fourthCases = readCases(`
# find_items
any idea what the SKU of the box grater is? -> find_items query=GRT-BOX
what do Juniper and Fern sell to us -> find_items supplier=JUNIPER
can I see all the Garden items -> find_items category=Garden
which of our products are new this year -> find_items lifecycle=new
we used to have more items - which ones were discontinued? -> find_items lifecycle=discontinued
wine glasses, which ones exist -> find_items query~wine glass
name the supplier of the barbecue tool set -> find_items query=BBQ-STL
which storage jars do we have listed -> find_items query~storage jar

# get_stock_position
could you check whether the plate rack is in stock in Leeds -> get_stock_position item=RCK-PLT location=LDS
how many GRT-BOX can we still ship -> get_stock_position item=GRT-BOX
customer wants 40 navy oven gloves, do we have them? -> get_stock_position item=OVN-NVY
blue teapot: units left and days of supply -> get_stock_position item=TPT-BLU
what day will raspberry preserve run dry -> get_stock_position item=JAM-RSP
is anything inbound for the barbecue tool set -> get_stock_position item=BBQ-STL
show the stock of everything from Qinghe -> get_stock_position supplier=QINGHE
what are we lowest on -> get_stock_position order_by=days_of_supply
give me the ten items with the shortest cover -> get_stock_position order_by=days_of_supply limit=10
which Cookware will we run out of first -> get_stock_position order_by=days_of_supply category=Cookware
I can't find the white teapots, where are they? -> get_stock_position item=TPT-WHT
sweet pea seeds, Rotterdam, how many -> get_stock_position item=SED-SWP location=RTM
quick stock check on RCK-PLT -> get_stock_position item=RCK-PLT

# forecast_demand
what do we think the plate rack will do over the next 6 weeks -> forecast_demand item=RCK-PLT weeks=6
how many navy oven gloves do we go through in a month -> forecast_demand item=OVN-NVY weeks=5
give me the demand numbers for TPT-BLU -> forecast_demand item=TPT-BLU
are box graters selling faster than usual -> forecast_demand item=GRT-BOX
I want to know expected sales for sweet pea seeds in Leeds -> forecast_demand item=SED-SWP location=LDS
was last week's peak in plate racks a fluke -> forecast_demand item=RCK-PLT
how reliable is the forecast of the barbecue tool set -> forecast_demand item=BBQ-STL
demand for advent candles, next four weeks -> forecast_demand item=ADV-NUM weeks=4
how many raspberry preserves can we expect to sell before Easter -> forecast_demand item=JAM-RSP

# recommend_reorders
tell me what to buy -> recommend_reorders
what orders do we need to get out this week -> recommend_reorders
do the buy list for Amazon FBA -> recommend_reorders location=FBA
what do we need to get from Pennine -> recommend_reorders supplier=PENNINE
which Coffee & Tea products need ordering -> recommend_reorders category=Coffee & Tea
how many box graters would you buy -> recommend_reorders item=GRT-BOX
do I need to buy sweet pea seeds yet -> recommend_reorders item=SED-SWP
we can spend 7500 pounds this week, how should we split it -> recommend_reorders budget=7500 GBP
show only the 10 most urgent orders -> recommend_reorders limit=10
replenish Leeds, what's needed -> recommend_reorders location=LDS
which items have you held back and what do they need -> recommend_reorders show=withheld
is there data I should repair -> recommend_reorders show=withheld
which products have we got far too much of -> recommend_reorders show=overstock
overstock report for Rotterdam please -> recommend_reorders show=overstock location=RTM
what could we put on sale to free up cash -> recommend_reorders show=overstock

# explain_recommendation
why is R9-4 so urgent -> explain_recommendation recommendation=R9-4 question=why
I don't understand the quantity for the plate rack -> explain_recommendation item=RCK-PLT question=why
what is R9-4 based on -> explain_recommendation recommendation=R9-4 question=why
give me the calculation behind TPT-BLU -> explain_recommendation item=TPT-BLU question=why
the navy oven gloves are missing from your list, why? -> explain_recommendation item=OVN-NVY question=why_not
why don't I have to order sweet pea seeds -> explain_recommendation item=SED-SWP question=why_not
when would the barbecue tool set be due for reorder -> explain_recommendation item=BBQ-STL question=why_not
why is Northwind the supplier for R9-4 -> explain_recommendation recommendation=R9-4 question=supplier
how certain are you of R9-4 -> explain_recommendation recommendation=R9-4 question=fragility
what has changed on R9-4 since the last plan -> explain_recommendation recommendation=R9-4 question=change

# compare_suppliers
who should we buy the plate rack from -> compare_suppliers item=RCK-PLT
how much is a blue teapot from each of the suppliers -> compare_suppliers item=TPT-BLU
cheapest way to get 600 sweet pea seeds -> compare_suppliers item=SED-SWP units=600
which suppliers can deliver box graters and at what price -> compare_suppliers item=GRT-BOX
what are our options for sourcing navy oven gloves -> compare_suppliers item=OVN-NVY
does it make sense to buy 500 plate racks at once -> compare_suppliers item=RCK-PLT units=500
purchase price of the barbecue tool set? -> compare_suppliers item=BBQ-STL
Acme vs Lindgren on white teapots -> compare_suppliers item=TPT-WHT

# get_supplier_performance
how good are deliveries from Acme -> get_supplier_performance supplier=ACME
tell me how Ferrante performed this year -> get_supplier_performance supplier=FERRANTE
who are our most dependable suppliers -> get_supplier_performance
do we have quality problems with Sahar -> get_supplier_performance supplier=SAHAR
what lead time should I count on with Baolong -> get_supplier_performance supplier=BAOLONG
show the delivery performance of all suppliers -> get_supplier_performance
is Oakside's contract still running -> get_supplier_performance supplier=OAKSIDE
how often does Lindgren miss a date -> get_supplier_performance supplier=LINDGREN

# simulate_disruption
what do we do if Halliday can't supply for two weeks -> simulate_disruption kind=supplier_down supplier=HALLIDAY days=14
Acme might go on strike for ten days. How would that affect us? -> simulate_disruption kind=supplier_down supplier=ACME days=10
what if shipments from Qinghe are 3 weeks late -> simulate_disruption kind=lead_time_delay supplier=QINGHE days=21
simulate longer lead times, plus 7 days -> simulate_disruption kind=lead_time_delay days=7
if demand for tableware goes up 35 percent, do we have enough -> simulate_disruption kind=demand_change category=Tableware percent=35
what happens when sales drop by a third -> simulate_disruption kind=demand_change percent=-33
how would a 15% tariff change things for Sahar -> simulate_disruption kind=tariff supplier=SAHAR percent=15
what if we can't use Rotterdam for 3 weeks -> simulate_disruption kind=location_lost location=RTM days=21

# get_kpis
how is Leeds performing -> get_kpis location=LDS
what was our fill rate in the last month -> get_kpis days=30
summarise inventory performance -> get_kpis
total stock value? -> get_kpis
how many times a year do we turn Textiles -> get_kpis category=Textiles
give me the figures for the last half year -> get_kpis days=183

# find_exceptions
what problems do we have -> find_exceptions
what do I have to take care of today -> find_exceptions
anything alarming? -> find_exceptions
show me everything that's wrong in Leeds -> find_exceptions location=LDS
is there an issue with Harborline -> find_exceptions supplier=HARBORLINE

# get_purchase_order
can you show me purchase order 2026-0088 -> get_purchase_order order=PO-2026-0088
when do we get PO-2026-0088 -> get_purchase_order order=PO-2026-0088
list the open orders -> get_purchase_order state=open
what's overdue at Northwind -> get_purchase_order state=late supplier=NORTHWIND
which orders still need approval -> get_purchase_order state=submitted
do I have any drafts -> get_purchase_order state=draft
did anybody order plate racks already -> get_purchase_order item=RCK-PLT

# draft_purchase_order
please draft an order of 60 box graters -> draft_purchase_order items.0.item=GRT-BOX items.0.units=60
I'd like 120 sweet pea seeds from Halliday -> draft_purchase_order items.0.item=SED-SWP items.0.units=120 supplier=HALLIDAY
draft orders for all the recommendations -> draft_purchase_order due=true
prepare everything for Acme -> draft_purchase_order due=true supplier=ACME
make an order out of R9-4 -> draft_purchase_order recommendations.0=R9-4
order 18 barbecue tool sets to Leeds -> draft_purchase_order items.0.item=BBQ-STL items.0.units=18 location=LDS

# approve_purchase_order
please submit PO-2026-0088 to the approver -> approve_purchase_order order=PO-2026-0088
who is allowed to approve PO-2026-0088 -> get_purchase_order order=PO-2026-0088
PO-2026-0088 needs approval, start it -> approve_purchase_order order=PO-2026-0088

# no tool
good morning -> say:greet
great, thank you -> say:thanks
what questions do you understand -> say:help
are you a machine -> say:who_are_you
what's the time in New York -> say:off_topic|unknown
how do I cook rice -> say:off_topic|unknown
do you sell mobile phones -> say:off_topic|unknown
who won the game last night -> say:off_topic|unknown
please e-mail the order to Northwind -> say:cannot_send
can you call Baolong and ask for a discount -> say:cannot_send
update Acme's IBAN to GB00 -> say:cannot_supplier
the new price of the plate rack is £9, change it -> say:cannot_supplier
increase my budget to £40,000 -> say:cannot_policy
approve it for me without asking anyone -> say:cannot_bypass
cancel the Ferrante order -> say:cannot_cancel
book the goods of PO-2026-0088 into stock -> say:cannot_receive
please pay the invoice from Oakside -> say:cannot_pay
`)
