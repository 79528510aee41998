import { readCases } from '../../evals/phrasings/cases.ts'

/**
 * Written after the classifier, its examples and its concepts were frozen. The figures of its first run, before anything
 * was learned from it, stand in paraphrases.test.ts; three of its misses were taught since.
 */
export const heldOutCases = readCases(`
# find_items
show me all the frying pans -> find_items query~frying pan
I need the item number for the plate rack -> find_items query=RCK-PLT
which articles does Oakside deliver -> find_items supplier=OAKSIDE
does our range include tablecloths? -> find_items query~tablecloth
what was launched this month -> find_items lifecycle=new
candle holders? advent candle? what's it called in the system -> find_items query=ADV-NUM
items that we are running off -> find_items lifecycle=phase_out

# get_stock_position
hey, do we have the box grater in Leeds right now -> get_stock_position item=GRT-BOX location=LDS
tell me the available quantity of TPT-BLU -> get_stock_position item=TPT-BLU
number of plate racks in the Rotterdam depot -> get_stock_position item=RCK-PLT location=RTM
will the sweet pea seeds last another month -> get_stock_position item=SED-SWP
anything on the way for navy oven gloves? -> get_stock_position item=OVN-NVY
how low are we on raspberry preserve -> get_stock_position item=JAM-RSP
which products are running out in Leeds -> get_stock_position order_by=days_of_supply location=LDS
lowest days of supply first please -> get_stock_position order_by=days_of_supply
barbecue tool sets: on hand, on order, everything -> get_stock_position item=BBQ-STL
what's the stock of Garden at Leeds -> get_stock_position category=Garden location=LDS
have the white teapots sold out -> get_stock_position item=TPT-WHT

# forecast_demand
sales forecast please for GRT-BOX, twelve weeks -> forecast_demand item=GRT-BOX weeks=12
how many plate racks will people buy in the next 3 weeks -> forecast_demand item=RCK-PLT weeks=3
is the demand for navy oven gloves rising -> forecast_demand item=OVN-NVY
how does the future look for the blue teapot -> forecast_demand item=TPT-BLU
did sweet pea seeds really take off or is it noise -> forecast_demand item=SED-SWP
weekly sales of the barbecue tool set -> forecast_demand item=BBQ-STL
how sure is the forecast for raspberry preserve -> forecast_demand item=JAM-RSP
what do you predict for advent candles at Leeds -> forecast_demand item=ADV-NUM location=LDS

# recommend_reorders
is there anything I must order today? -> recommend_reorders
what's the reorder situation -> recommend_reorders
give me purchasing recommendations for Leeds -> recommend_reorders location=LDS
do we have to order at Qinghe -> recommend_reorders supplier=QINGHE
what are the next purchases for Textiles -> recommend_reorders category=Textiles
should we buy sweet pea seeds -> recommend_reorders item=SED-SWP
how many plate racks do we have to order -> recommend_reorders item=RCK-PLT
with 6,000 euros, which orders come first -> recommend_reorders budget=6000 EUR
the 5 most urgent lines, please -> recommend_reorders limit=5
which recommendations are withheld from Ferrante -> recommend_reorders show=withheld supplier=FERRANTE
where do we lack data -> recommend_reorders show=withheld
what stock is surplus to requirements -> recommend_reorders show=overstock
anything overstocked in Cookware -> recommend_reorders show=overstock category=Cookware

# explain_recommendation
can you explain R2-9 to me -> explain_recommendation recommendation=R2-9 question=why
why that quantity of navy oven gloves -> explain_recommendation item=OVN-NVY question=why
where did you get the quantity of R2-9 -> explain_recommendation recommendation=R2-9 question=why
what's the safety stock for the box grater -> explain_recommendation item=GRT-BOX question=why
why is there no order for the barbecue tool set -> explain_recommendation item=BBQ-STL question=why_not
when do we next need to order sweet pea seeds -> explain_recommendation item=SED-SWP question=why_not
why did you go for Ferrante on R2-9 -> explain_recommendation recommendation=R2-9 question=supplier
could R2-9 be wrong -> explain_recommendation recommendation=R2-9 question=fragility
what moved for R2-9 since last week -> explain_recommendation recommendation=R2-9 question=change

# compare_suppliers
list the suppliers for the box grater with their prices -> compare_suppliers item=GRT-BOX
what's the cheapest price for 350 navy oven gloves -> compare_suppliers item=OVN-NVY units=350
would another supplier be better for the plate rack -> compare_suppliers item=RCK-PLT
which supplier delivers the blue teapot fastest -> compare_suppliers item=TPT-BLU
total landed cost for 80 barbecue tool sets -> compare_suppliers item=BBQ-STL units=80
is it cheaper to get the blue teapot from Lindgren -> compare_suppliers item=TPT-BLU
what does a box grater cost at Ferrante -> compare_suppliers item=GRT-BOX

# get_supplier_performance
how dependable is Ferrante -> get_supplier_performance supplier=FERRANTE
on-time rate of Harborline in the last 6 months -> get_supplier_performance supplier=HARBORLINE months=6
does Acme send damaged goods -> get_supplier_performance supplier=ACME
list suppliers by on-time delivery -> get_supplier_performance
which of our suppliers has become worse -> get_supplier_performance
how many days does Halliday need to deliver -> get_supplier_performance supplier=HALLIDAY
Northwind scorecard -> get_supplier_performance supplier=NORTHWIND

# simulate_disruption
what if Ferrante closes for all of August, 31 days -> simulate_disruption kind=supplier_down supplier=FERRANTE days=31
effect of a two-week shutdown at Lindgren -> simulate_disruption kind=supplier_down supplier=LINDGREN days=14
what if Northwind's lead time increases by 8 days -> simulate_disruption kind=lead_time_delay supplier=NORTHWIND days=8
suppose the plate rack sells 50% better -> simulate_disruption kind=demand_change item=RCK-PLT percent=50
what would a drop of 25 % in demand mean -> simulate_disruption kind=demand_change percent=-25
if the US puts 60% tariffs on Zenmark, then what -> simulate_disruption kind=tariff supplier=ZENMARK percent=60
what if there is a flood in the Leeds warehouse and it is closed 3 weeks -> simulate_disruption kind=location_lost location=LDS days=21

# get_kpis
what are our KPIs -> get_kpis
fill rate in Rotterdam over the last 3 months -> get_kpis location=RTM days=90
how much is our Larder stock worth -> get_kpis category=Larder
how often do we turn our inventory -> get_kpis
performance of the shop in the last two weeks -> get_kpis days=14

# find_exceptions
what's urgent and wrong -> find_exceptions
are there exceptions at Rotterdam -> find_exceptions location=RTM
is there something I need to deal with -> find_exceptions
what are the top 3 risks -> find_exceptions limit=3
tell me about problems with Qinghe -> find_exceptions supplier=QINGHE

# get_purchase_order
what's happening with PO-2026-0150 -> get_purchase_order order=PO-2026-0150
give me all open orders at Halliday -> get_purchase_order state=open supplier=HALLIDAY
show late purchase orders -> get_purchase_order state=late
which orders are in draft -> get_purchase_order state=draft
are there orders waiting for somebody to approve them -> get_purchase_order state=submitted
do we have an order for box graters running -> get_purchase_order item=GRT-BOX

# draft_purchase_order
order 40 plate racks please -> draft_purchase_order items.0.item=RCK-PLT items.0.units=40
create a draft for 75 navy oven gloves with Qinghe -> draft_purchase_order items.0.item=OVN-NVY items.0.units=75 supplier=QINGHE
draft R2-9 and R2-11 please -> draft_purchase_order recommendations.0=R2-9 recommendations.1=R2-11
draft all orders that are due in Leeds -> draft_purchase_order due=true location=LDS
buy fifteen white teapots -> draft_purchase_order items.0.item=TPT-WHT items.0.units=15

# approve_purchase_order
submit purchase order PO-2026-0150 -> approve_purchase_order order=PO-2026-0150
who can approve PO-2026-0150? -> get_purchase_order order=PO-2026-0150
please ask for approval of PO-2026-0150 -> approve_purchase_order order=PO-2026-0150

# no tool
hi, good afternoon -> say:greet
many thanks -> say:thanks
show me examples of what I can ask -> say:help
will it snow tomorrow -> say:off_topic|unknown
what's your opinion on football -> say:off_topic|unknown
do you sell laptops -> say:off_topic|unknown
email PO-2026-0150 to the supplier -> say:cannot_send
please change the IBAN of Northwind -> say:cannot_supplier
set the service level to 99 % -> say:cannot_policy
approve it without my manager -> say:cannot_bypass
cancel purchase order PO-2026-0150 -> say:cannot_cancel
we received PO-2026-0150, book it -> say:cannot_receive
pay the invoice of Lindgren -> say:cannot_pay
`)
