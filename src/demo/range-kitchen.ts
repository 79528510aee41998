// The kitchen half of the range.
// Columns: see family.ts.
export const kitchenRange = `
# Tableware
MUG | Stoneware mug, {v}, {s} | BLU blue, GRY grey, GRN green, WHT white, SND sand | 350 350 ml, 500 500 ml*1.3 | ACME LINDGREN | 2.35 | 3.4 | 11 | flat | |  6 | 48 | 24 | LRF | trade
PLT | Dinner plate, {v}, 27 cm | BLU blue, GRY grey, WHT white, SND sand | | ACME LINDGREN | 3.1 | 3 | 7 | flat | |  6 | 48 | 12 | LR | trade
SPL | Side plate, {v}, 20 cm | BLU blue, GRY grey, WHT white, SND sand | | ACME LINDGREN | 2.2 | 3.1 | 5 | flat | |  6 | 48 | 12 | L | trade
BWL | Cereal bowl, {v}, 16 cm | BLU blue, GRY grey, GRN green, WHT white | | ACME LINDGREN | 2.4 | 3.1 | 6 | flat | |  6 | 48 | 12 | LR | trade
ESP | Espresso cup, {v}, 90 ml | BLU blue, WHT white, BLK black | | ACME | 1.6 | 3.6 | 4 | flat | |  6 | 36 | 12 | LF | trade
GLS | Glass tumbler, {v}, {s} | CLR clear, SMK smoke | 300 300 ml, 450 450 ml*1.3 | FERRANTE | 1.15 | 3.5 | 6 | flat | |  6 | 60 | 12 | LR | trade
WGL | Wine glass, {s} | CLR clear | 350 350 ml, 500 500 ml*1.25 | LINDGREN | 2.6 | 2.8 | 2 | flat | |  6 | 24 | 6 | L | trade
JUG | Serving jug, {v}, 1 l | WHT white, BLU blue | | ACME | 6.4 | 2.7 | 0.4 | flat | |  4 | 12 | 4 | L   |
TPT | Stoneware teapot, {v}, 1.1 l | BLU blue, WHT white, GRY grey | | ACME LINDGREN | 7.8 | 2.8 | 2 | gifts | |  4 | 24 | 4 | LR | trade
# Cookware
FRY | Frying pan, {v}, {s} | STL stainless steel, NST non-stick | 20 20 cm, 24 24 cm*1.25, 28 28 cm*1.5 | NORTHWIND FERRANTE | 9.8 | 2.1 | 5 | flat | |  1 | 24 | 6 | LRF | trade
SAU | Saucepan, stainless steel, {s} | STL steel | 14 14 cm, 16 16 cm*1.1, 18 18 cm*1.25, 20 20 cm*1.4 | NORTHWIND FERRANTE | 11.2 | 2.1 | 3.5 | flat | |  1 | 24 | 6 | LR  |
CAS | Cast-iron casserole, {v}, 24 cm | RED red, BLU blue, BLK black | | NORTHWIND ZENMARK | 27.5 | 2.1 | 1.6 | winter | |  1 | 12 | 2 | LR  |
STK | Stockpot, stainless steel, {s} | STL steel | 24 24 cm, 28 28 cm*1.3 | NORTHWIND | 19.5 | 2.1 | 0.7 | flat | |  1 | 12 | 4 | L   |
WOK | Carbon-steel wok, {s} | CRB carbon steel | 30 30 cm, 36 36 cm*1.25 | NORTHWIND HARBORLINE | 12.4 | 2.1 | 1.8 | flat | |  1 | 12 | 6 | LF  |
RST | Roasting tin, {s} | ENM enamel | 30 30 cm, 35 35 cm*1.2, 40 40 cm*1.45 | NORTHWIND | 8.6 | 2.1 | 2.2 | winter | |  1 | 24 | 6 | L   |
BKT | Baking tray, {s} | STL steel | 33 33 cm, 38 38 cm*1.2 | NORTHWIND | 5.2 | 2.1 | 3 | flat | |  1 | 36 | 12 | L   |
LID | Glass lid, {s} | GLS glass | 20 20 cm, 24 24 cm*1.2, 28 28 cm*1.4 | NORTHWIND | 4.4 | 2.1 | 0.5 | flat | |  1 | 24 | 12 | L   |
# Kitchen Tools
KNF | Chef's knife, {s} | CHF chef | 15 15 cm, 20 20 cm*1.2, 25 25 cm*1.5 | FERRANTE LINDGREN | 13.8 | 2.3 | 2.6 | flat | |  1 | 12 | 6 | LRF |
PKN | Paring knife, {v}, 9 cm | BLK black, RED red, GRN green | | FERRANTE | 3.2 | 2.3 | 1.4 | flat | |  6 | 24 | 12 | L   |
BKN | Bread knife, 25 cm | SER serrated | | FERRANTE LINDGREN | 11.4 | 2.3 | 1.2 | flat | |  1 | 12 | 6 | LF  |
BRD | Olive-wood chopping board, {v} | SML small, MED medium, LRG large, XLG extra large | | SAHAR HARBORLINE | 10.6 | 2.3 | 2.4 | flat | |  4 | 24 | 4 | LRF |
OLV | Olive-wood {v} | SPN spoon, SPT spatula, LDL ladle | | SAHAR | 2.9 | 2.3 | 1.8 | flat | | 12 | 48 | 12 | LR  |
UTN | Silicone {v} | SPT spatula, WSK whisk, TNG tongs, BRS pastry brush | | LINDGREN QINGHE | 2.1 | 2.3 | 3 | flat | | 12 | 48 | 12 | LF  |
GRT | {v} grater | BOX Box, FLT Flat, ZST Fine zest | | FERRANTE | 4.9 | 2.3 | 1.3 | flat | |  6 | 24 | 6 | L   |
PPM | Pepper mill, {v}, {s} | WAL walnut, BLK black | 15 15 cm, 20 20 cm*1.25 | SAHAR | 9.2 | 2.3 | 0.5 | gifts | |  4 | 12 | 4 | L   |
SCL | Digital kitchen scale, {v} | WHT white, BLK black | | JUNIPER DRAYCOTT | 7.4 | 2.3 | 1.4 | flat | | 10 | 20 | 10 | L   |
# Storage
JAR | Ceramic storage jar, {v}, {s} | WHT white, GRY grey | 500 0.5 l, 1000 1 l*1.4, 2000 2 l*1.9 | BAOLONG ACME | 3.6 | 2.3 | 2.6 | flat | |  6 | 60 | 12 | LR  |
BSK | Seagrass basket, {v}, {s} | NAT natural, BLK black | S small, M medium*1.4, L large*1.9 | HARBORLINE | 6.1 | 2.3 | 2.2 | flat | |  4 | 24 | 8 | LR  |
BIN | Bread bin, {v} | CRM cream, BLK black, GRN green | | LINDGREN DRAYCOTT | 11.8 | 2.3 | 1.3 | flat | |  2 | 12 | 2 | L   |
RCK | {v} rack | SPC Spice, PLT Plate, PAN Pan | | JUNIPER DRAYCOTT | 8.3 | 2.3 | 0.9 | flat | |  4 | 12 | 4 | L   |
LBL | Jar label, {v} | WHT white, KRF kraft | | LINDGREN | 0.084375 | 4.2 | 26 | flat | | 50 | 500 | 100 | L   |
# Textiles
TWL | Cotton tea towel, {v} | STR striped, CHK checked, PLN plain, BTN botanical | | QINGHE LINDGREN | 1.9 | 2.6 | 5 | flat | | 12 | 120 | 24 | LRF | trade
APR | Linen apron, {v} | NVY navy, OLV olive, NAT natural | | QINGHE HARBORLINE | 6.7 | 2.6 | 1.6 | gifts | |  6 | 48 | 12 | LR  |
TBL | Tablecloth, {v}, {s} | LIN linen, WHT white | 140 140 cm, 180 180 cm*1.3, 240 240 cm*1.7 | QINGHE | 9.4 | 2.6 | 0.35 | flat | |  4 | 24 | 4 | L   |
NPK | Napkins, set of 4, {v} | LIN linen, GRN green, TER terracotta | | QINGHE | 3.9 | 2.6 | 1.1 | flat | |  6 | 48 | 12 | LR  |
OVN | Oven glove, {v} | NVY navy, GRY grey, STR striped | | QINGHE LINDGREN | 2.8 | 2.6 | 2.4 | flat | | 12 | 96 | 24 | L   |
CSH | Cushion cover, {v}, 45 cm | OCH ochre, TER terracotta, SGE sage, NVY navy | | QINGHE | 4.3 | 2.6 | 1.7 | flat | | 10 | 60 | 10 | LR  |
THR | Wool throw, {v} | CRM cream, GRY grey, GRN green | | QINGHE | 15.5 | 2.6 | 1.3 | gifts | |  4 | 24 | 4 | LR  |
`
