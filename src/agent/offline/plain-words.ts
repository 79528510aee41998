// Ordinary English that is never the name of a thing in a shop; what is left over of a question may be one.
export const plainWords: ReadonlySet<string> = new Set(
  `a about above actually after again against ago ahead all almost already also always am an and another any anybody anyone anything anyway are around as ask at away
  back be because been before behind being best better between both but by came can cannot cant case coming could day days dear did do does doing done dont down during
  each early earlier easter either else end enough even ever every everyone everything exactly far few fine first folks for friday from full further
  gave get gets getting give given go goes going gone gonna good got great guess had half has have havent having he hello help her here hey hi him his hold holidays hope how however
  i id if ill im in instead into is isnt it its ive january february march april may june july august september october november december
  just keep kind kindly know last late later least left less let lets like likely little long look looking lot lots lunch
  made main make makes many mate me mean might mine moment monday month months more morning most much must my myself
  near need needs never new next nice night no nobody none nor not nothing now of off often oh ok okay old on once only or other others ought our ours out over overall own
  per perhaps please point possible pretty probably put quick quickly quite rather ready real really regarding right roughly round
  said same saturday saw say says season see seem seems seen sent set shall she should show since so some somebody someone something sometimes soon sorry sort still such summer sunday sure
  take taken tell than thank thanks that thats the their theirs them then there therefore these they thing things think this those though through thursday till time to today together told tomorrow tonight too took towards try tuesday twice
  under until up upon us use used using usually very via want wanted wants was way we wednesday week weeks well went were what whatever when where whether which while who whole whom whose why will wish with within without wonder wont work would
  year years yes yesterday yet you your yours autumn winter spring christmas xmas`.split(/\s+/),
)
