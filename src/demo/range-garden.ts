// Garden and outdoor living.
// Columns: see family.ts.
export const gardenRange = `
# Garden
GDN | Garden {v} | TRW trowel, FRK hand fork, WDR weeder, SEC secateurs | | HALLIDAY FERRANTE | 5.4 | 2.2 | 4 | summer | |  6 | 24 | 6 | LF  |
GLV | Gardening gloves, {v} | SML small, MED medium, LRG large | | HALLIDAY QINGHE | 3.1 | 2.2 | 4 | summer | | 12 | 48 | 12 | LF  |
WCN | Watering can, {v}, {s} | GRN green, ZNC zinc | 5 5 l, 9 9 l*1.4 | HALLIDAY | 7.9 | 2.2 | 2 | summer | |  4 | 16 | 4 | L   |
PLN | Glazed planter, {v}, {s} | TER terracotta, BLU blue | 15 15 cm, 20 20 cm*1.5, 30 30 cm*2.4 | BAOLONG HALLIDAY | 3.7 | 2.2 | 3.2 | summer | |  4 | 48 | 8 | LR  |
SED | {v} seeds | TOM Tomato, BSL Basil, SWP Sweet pea, SUN Sunflower, LET Lettuce, POP Poppy | | HALLIDAY | 0.78 | 3.2 | 6 | spring | 540 | 25 | 100 | 25 | L   |
BLB | {v} bulbs, bag of 20 | TUL Tulip, DAF Daffodil | | HALLIDAY | 2.9 | 2.2 | 8 | autumn | 150 | 10 | 50 | 10 | L   |
HSE | Garden hose, {s} | GRN green | 15 15 m, 30 30 m*1.7 | HALLIDAY | 12.2 | 2.2 | 1.4 | summer | |  2 | 10 | 2 | L   |
TWN | Garden twine, {v}, 100 m | JUT natural jute, GRN green | | HALLIDAY | 1.35 | 2.2 | 2.4 | spring | | 20 | 40 | 20 | L   |
# Outdoor Living
LNT | Solar lantern, {v} | BLK black, BRS brass | | HARBORLINE | 8.6 | 2.1 | 2.4 | summer | |  4 | 24 | 4 | LF  |
STL | Solar string lights, {s} | WRM warm white | 10 10 m, 20 20 m*1.6 | HARBORLINE | 6.3 | 2.1 | 3 | summer | |  6 | 36 | 6 | LRF |
FPT | Steel fire pit, 60 cm | BLK black | | ZENMARK | 31 | 2.1 | 0.8 | summer | |  1 | 6 | 1 | L   |
BBQ | Barbecue tool set | STL steel | | HARBORLINE HALLIDAY | 11.5 | 2.1 | 1.6 | summer | |  4 | 16 | 4 | LR  |
OCS | Outdoor chair cushion, {v} | GRN green, STR striped | | HARBORLINE | 8.8 | 2.1 | 1.7 | summer | |  4 | 20 | 4 | L   |
BFD | Bird feeder | CPR copper | | HALLIDAY | 6.6 | 2.1 | 1.5 | winter | |  4 | 16 | 4 | L   |
`
