// What people say that no tool answers. The classes 'again' and 'more' lean on the question before.

import { exampleLines, refusalExamples, type RefusalLabel } from './refusal-examples.ts'

export type TalkLabel =
  | 'again'
  | 'more'
  | 'greet'
  | 'thanks'
  | 'goodbye'
  | 'help'
  | 'who_are_you'
  | 'stop'
  | RefusalLabel
  | 'off_topic'

export const talkExamples: Record<TalkLabel, string[]> = {
  again: exampleLines(`
    and {item} too
    {location} as well
    {supplier} as well
    try {supplier}
    try {location}
    the {location} one
    for {item}
    at {location}
    from {supplier}
    with {supplier}
    over {duration}
    in {duration}
    and the {ordinal}
    and {ordinal}
    what would it be for {supplier}
    what would it be at {location}
    what is it at {location}
    how does it look at {location}
    how does that look for {item}
    show me the same for {location}
    and elsewhere
    what if it is {duration}
    make it {duration}
    make that {percent}
    with {number}
    and {item}
    and {supplier}
    and {location}
    and for {supplier}
    and for {item}
    and for {location}
    and at {location}
    and at the {location} warehouse
    and in {location}
    and from {supplier}
    and the {item}
    and over {duration}
    and for {duration}
    and with {percent}
    and if it is {percent}
    and if it is {duration}
    and what about {location}
    what about {item}
    what about the {item}
    what about {supplier}
    what about {location}
    what about {duration}
    what about {percent}
    what about at {location}
    how about {item}
    how about {supplier}
    how about {location}
    how about {duration}
    same for {item}
    same for {supplier}
    same for {location}
    the same for {location} please
    same question for {item}
    do the same for {supplier}
    now for {supplier}
    now {location}
    now the {item}
    only for {location}
    only {supplier}
    only the {item}
    just {location}
    just {supplier}
    just the ones from {supplier}
    {item}
    the {item}
    {item} too
    {item} please
    {supplier}
    {location}
    {duration}
    for {location} only
    for {supplier} instead
    I mean {item}
    I meant {item}
    no, the {item}
    no, {location}
    the {ordinal}
    the {item} one
    try {item}
  `),
  more: exampleLines(`
    keep going
    what comes after that
    further
    anything else on the list
    any others
    more
    show more
    show me more
    show the rest
    show me the rest
    what else
    what else is there
    and the rest
    the rest
    next page
    next
    continue
    go on
    the others
    the remaining ones
    list the others
    see more
    more please
    next {number}
    show the next {number}
  `),
  greet: exampleLines(`
    alright
    alright mate
    good day
    howdy
    greetings
    how do you do
    hello
    hi
    hi there
    hey
    good morning
    good afternoon
    good evening
    morning
    hello there how are you
    how are you
    hiya
    yo
    hey there
  `),
  thanks: exampleLines(`
    ta very much
    much appreciated
    lovely
    smashing
    ace
    sound
    thanks
    thank you
    thank you very much
    thanks a lot
    many thanks
    thank you very much
    cheers
    great
    perfect thanks
    nice
    ok
    okay
    cool
    got it
    that is helpful
    well done
    brilliant
    awesome
    good job
    ta
  `),
  goodbye: exampleLines(`
    bye
    goodbye
    see you
    see you later
    see you tomorrow
    that is all
    that is all for today
    have a nice day
  `),
  help: exampleLines(`
    what are you good for
    what are you for
    what do you do
    what can I do here
    how can you help me
    what sort of questions can I ask
    help
    help me
    I need help
    what can you do
    what can you do for me
    what can I ask
    what can I ask you
    what do you know
    what are you able to do
    how does this work
    how do I use this
    how do you work
    give me some examples
    example questions
    which questions can you answer
    what commands are there
    what features do you have
    show me what you can do
    what are my options
    I am new here
    where do I start
  `),
  who_are_you: exampleLines(`
    who are you
    what are you
    are you a robot
    are you an AI
    are you human
    are you a real person
    which model are you
    are you chatgpt
    what is your name
    who made you
    who built you
  `),
  stop: exampleLines(`
    scratch that
    changed my mind
    I changed my mind
    hold off
    hold on
    not yet
    leave it for now
    no
    no thanks
    no thank you
    stop
    never mind
    nevermind
    forget it
    leave it
    not now
    don't
    don't do that
    don't draft anything
    do not order anything
    cancel that
    wait
    nope
  `),
  off_topic: exampleLines(`
    do you sell mobile phones
    do you sell bicycles
    do you have tickets
    is it going to rain in {location}
    what is the weather in {location}
    will it be sunny on Saturday
    recommend me a film
    recommend me a good film
    what should I watch tonight
    do you do houses
    do you do loans
    do you sell insurance
    what is {number} times {number}
    what is {number} plus {number}
    how much is {number} divided by {number}
    who is going to win the league
    who is going to win the election
    who won
    what is for lunch
    how do I bake a cake
    tell me something funny
    what is love
    where can I park
    sing
    I want a pay rise
    I want to complain about a product I bought
    my parcel has not arrived, I am a customer
    how is the weather
    what is the weather like
    what is the weather today
    will it rain tomorrow
    tell me a joke
    sing a song
    write a poem
    write a poem about warehouses
    write me a story
    do you sell cars
    do you sell houses
    can I buy a car here
    can you book a flight
    book me a hotel
    what is the capital of France
    who is the president
    who won the football match
    who won the world cup
    what time is it
    what day is it
    what is the meaning of life
    how old are you
    what is your favourite colour
    do you like pizza
    order me a pizza
    what should I eat tonight
    recommend a restaurant
    recommend a movie
    recommend a good book
    what should I cook tonight
    play some music
    translate this into french
    translate hello into spanish
    what is two plus two
    calculate the square root
    solve this equation
    write some python code
    write code for me
    fix my computer
    how do I reset my password
    how do I tie a tie
    how tall is the eiffel tower
    what is the stock price of apple
    which shares should I buy
    should I invest in bitcoin
    what is the bitcoin price
    what is the news
    what is happening in the world
    who is your boss
    are you married
    I love you
    I am bored
    I am sad
    you are stupid
    what do you think about politics
    who should I vote for
    how do I get to the airport
    when is my dentist appointment
    set an alarm
    remind me to call my mother
    how many people live in London
    how do I lose weight
    asdf
    blah blah blah
    lorem ipsum dolor sit amet
    the quick brown fox jumps over the lazy dog
    where is my parcel, I am a customer
    I want to return my order and get my money back
    can I get a discount code
    how do I hire a new employee
    write a job advertisement
    how much do we pay our staff
    what is our website traffic
    how many followers do we have
    what are our opening hours
    what is the salary of the manager
  `),
  ...refusalExamples,
}
