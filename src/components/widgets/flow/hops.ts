/** Words for each hop of each request, loaded for readers who step through them. */
import { duration } from '#strings/flow.ts';
import { hops } from '#strings/hops.ts';
import { connectionTexts } from './connection-hops.ts';
import type { Lexicon, Told } from './lexicon.ts';
import { serverTitle } from './words.ts';

export const lexicon: Lexicon = {
  texts: {
    'check-start': ({ trace, component }) => hops['check-start'](serverTitle(trace.run, component)),
    arrive: ({ request, at }) => hops.arrive(request, at),
    send: (told) => hops.send(told.request, told.at, end(told, 'to')),
    reply: (told) => hops.reply(told.request, told.at, end(told, 'from')),
    refuse: ({ request, at }) => hops.refuse(request, at),
    lost: ({ request, at }) => hops.lost(request, at),
    hung: ({ request, at }) => hops.hung(request, at),
    queue: ({ request, at }) => hops.queue(request, at),
    start: ({ request, at }) => hops.start(request, at),
    finish: ({ request, at }) => hops.finish(request, at),
    answer: ({ request, at, a }) => hops.answer(request, at, a),
    choose: ({ trace, request, at, a }) => hops.choose(request, at, serverTitle(trace.run, a)),
    connect: (told) => hops.connect(told.request, told.at, end(told, 'to'), told.b),
    connected: (told) => hops.connected(told.request, told.at, end(told, 'to')),
    'connect-failed': (told) => hops['connect-failed'](told.request, told.at, end(told, 'to')),
    wait: (told) => hops.wait(told.request, told.at, end(told, 'to'), duration(told.b / 1000)),
    reset: ({ request, at }) => hops.reset(request, at),
    end: ({ request, a }) => hops.end(request, a),
    enqueue: ({ request, at }) => hops.enqueue(request, at),
    dequeue: ({ request, at }) => hops.dequeue(request, at),
    'client-retry': ({ request, a, b }) => hops.clientRetry(request, a + 1, b),
    'give-up': ({ request }) => hops['give-up'](request),
    ...connectionTexts,
  },
};

/** The name of an end of the link that the event is about. */
function end({ trace: { run }, a, nameOf }: Told, which: 'from' | 'to'): string {
  return nameOf(run.components.findIndex(({ id }) => id === run.links[a]?.[which]));
}
