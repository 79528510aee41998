// Coffee, larder, candles and gifts.
// Columns: see family.ts.
export const larderRange = `
# Coffee & Tea
CAF | Cafetière, {v}, {s} | STL steel, BLK black | 350 350 ml, 1000 1 l*1.4 | FERRANTE LINDGREN | 9.9 | 2.2 | 2.2 | gifts | |  4 | 16 | 4 | LRF |
MOK | Moka pot, {s} | ALU aluminium | 3 3 cups, 6 6 cups*1.3, 9 9 cups*1.6 | FERRANTE | 8.8 | 2.2 | 1.8 | flat | |  6 | 12 | 6 | LR  |
KTL | Stovetop kettle, {v}, 1.6 l | BLU blue, CRM cream, BLK black | | LINDGREN | 16.2 | 2.2 | 1.1 | flat | |  2 | 8 | 2 | L   |
COF | Coffee beans, {v}, {s} | HSE house blend, DRK dark roast, DEC decaf | 250 250 g, 1000 1 kg*3.6 | PENNINE | 3.4 | 2.2 | 9 | flat | 270 | 6 | 36 | 6 | L | trade
TEA | Loose tea, {v}, 125 g | EBR English breakfast, EGY Earl Grey, GRN green, CHM camomile | | PENNINE OAKSIDE | 2.6 | 2.2 | 4 | winter | 365 | 12 | 48 | 12 | LR  |
FLT | Paper coffee filters, {s} | NAT natural | 100 pack of 100, 200 pack of 200*1.8 | PENNINE LINDGREN | 1.145 | 2.2 | 5 | flat | | 20 | 100 | 20 | LF  |
# Larder
OIL | Olive oil, {v}, 500 ml | EVO extra virgin, LEM lemon, GAR garlic | | PENNINE | 4.8 | 1.9 | 5 | flat | 420 | 6 | 24 | 6 | L | trade
JAM | {v} preserve, 340 g | RSP Raspberry, STR Strawberry, ORG Orange | | PENNINE | 1.85 | 1.9 | 4 | flat | 365 | 6 | 36 | 6 | L   |
HNY | {v} honey, 340 g | HTH Heather, CLV Clover | | PENNINE | 3.3 | 1.9 | 2.6 | flat | 540 | 6 | 36 | 6 | L   |
SPC | Ground {v}, 45 g | PAP paprika, CUM cumin, TUR turmeric, CIN cinnamon, CHL chilli | | PENNINE | 0.92 | 2.6 | 0.8 | flat | 540 | 12 | 24 | 12 | L   |
CHO | {v} chocolate, 85 g | MLK Milk, DRK Dark, SEA Sea salt | | PENNINE | 1.2 | 2.2 | 8 | gifts | 180 | 12 | 60 | 12 | L   |
SLT | Sea salt flakes, 250 g | FLK flakes | | DRAYCOTT | 1.4 | 1.9 | 3.5 | flat | | 12 | 48 | 12 | L   |
# Candles & Gifts
CND | Scented candle, {v}, 180 g | FIG fig, CED cedar, LAV lavender, ORG orange and clove, SEA sea salt | | OAKSIDE QINGHE | 3.9 | 2.8 | 4 | gifts | |  6 | 36 | 6 | LRF |
DIF | Reed diffuser, {v}, 100 ml | FIG fig, CED cedar, LAV lavender | | OAKSIDE QINGHE | 5.6 | 2.8 | 1.5 | gifts | |  6 | 24 | 6 | L   |
TLT | Tea lights, {s} | UNS unscented | 24 box of 24, 50 box of 50*1.9 | OAKSIDE | 1.7 | 2.8 | 6 | flat | | 12 | 60 | 12 | LR  |
WRP | Gift wrap, {v}, 5 m | RED red, GRN green, KRF kraft | | OAKSIDE | 1.1 | 3.4 | 5 | christmas | | 24 | 96 | 24 | L   |
ORN | Tree ornament, {v} | STR star, BEL bell, FIR fir cone | | OAKSIDE | 1.6 | 3.2 | 6 | christmas | | 12 | 48 | 12 | L   |
ADV | Advent candle | NUM numbered | | OAKSIDE | 3.1 | 2.8 | 5 | christmas | |  6 | 24 | 6 | L   |
`
