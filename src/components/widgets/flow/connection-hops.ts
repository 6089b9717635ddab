/** Words for each packet and each round trip of a connection that is made. */
import { connectionEnd } from '#sim/tls/encryption.ts';
import { roundTripsOf, unpackRound } from '#sim/tls/round.ts';
import { tlsFailures } from '#sim/trace.ts';
import { connections as hops } from '#strings/hops.ts';
import { failures, workTime } from '#strings/tls.ts';
import type { Lexicon, Told } from './lexicon.ts';

export const connectionTexts: Lexicon['texts'] = {
  'tcp-open': (told) => hops.tcpOpen(told.request, told.at, endOf(told)),
  'tcp-opened': (told) => hops.tcpOpened(told.request, endOf(told)),
  packet: ({ request, at }) => hops.packet(request, at),
  'tls-round': ({ request, b }) => {
    const round = unpackRound(b);
    return hops.round(request, round.version, round.round, roundTripsOf(round));
  },
  'tls-work': ({ request, at, b }) => hops.work(request, at, workTime(b)),
  'tls-opened': ({ request, b }) => hops.opened(request, unpackRound(b).version),
  'tls-failed': ({ request, b }) => hops.failed(request, failures[tlsFailures[b] ?? 'reset']),
  'hang-up': ({ request, at }) => hops.hangUp(request, at),
};

function endOf({ trace: { run }, a, nameOf }: Told): string {
  return nameOf(run.components.indexOf(connectionEnd(run, a)));
}
