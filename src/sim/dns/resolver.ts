/**
 * The resolver that a run's clients share, such as their provider's: it asks the name servers one after the other and
 * keeps what they answer as long as its records may be kept.
 */
import type { Network, WiredLink } from '../network.ts';
import type { Settings } from '../settings.ts';
import { rotated, type DnsAnswer } from './records.ts';

/** An answer that somebody holds. */
export interface HeldAnswer extends DnsAnswer {
  readonly untilUs: number;
}

/** Where the resolver had its answer from. Append only: the trace holds the place in this list. */
export const answerSources = ['cache', 'name-server'] as const;
export type AnswerSource = (typeof answerSources)[number];

type Answered = (answer: HeldAnswer, source: AnswerSource) => void;

export interface Resolver {
  /** Asks for the addresses of a name, for a request. */
  resolve(request: number, name: string, answered: Answered): void;
}

const second = 1_000_000;

const failure: DnsAnswer = { result: 'servfail', addresses: [], ttlS: 0 };
/** That there is no answer is remembered, too, so that nobody asks in vain all the time (RFC 9520: at least 1 s). */
const failureTtlS = 1;

export function createResolver(
  network: Network,
  component: number,
  settings: Settings<'client'>,
): Resolver {
  const { agenda, recorder } = network;
  const nameServers = network.linksThat('queries', { from: component });
  const timeoutUs = settings.resolver_timeout_ms * 1000;
  const held = new Map<string, HeldAnswer & { given: number }>();
  /** Who waits for an answer that has been asked for. */
  const waiting = new Map<string, Answered[]>();

  function ask(request: number, name: string, position: number) {
    const link = nameServers[position];
    if (!link) {
      keep(name, failure);
      return;
    }
    let isOver = false;
    const goOn = (proceed: () => void) => {
      if (isOver) return;
      isOver = true;
      proceed();
    };
    const askNext = () => {
      goOn(() => {
        ask(request, name, position + 1);
      });
    };
    recorder.event('dns-query', component, request, link.toIndex, link.latencyUs);
    recorder.event('packet', component, request, link.index, link.latencyUs);
    agenda.after(timeoutUs, askNext);
    agenda.after(link.latencyUs, () => {
      const answer = answerOver(link, name);
      if (answer === 'none') return;
      recorder.event('packet', link.toIndex, request, -1 - link.index, link.latencyUs);
      agenda.after(link.latencyUs, () => {
        if (network.judge({ what: 'answer', via: link.index, request: -1 }) !== 'pass') return;
        if (answer.result === 'servfail') askNext();
        else
          goOn(() => {
            keep(name, answer);
          });
      });
    });
  }

  /** What a query that arrives over the link is answered. */
  function answerOver({ index, toIndex }: WiredLink, name: string): DnsAnswer | 'none' {
    const passed = network.judge({ what: 'syn', via: index, request: -1, origin: index });
    const fault = network.faults[toIndex] ?? 'up';
    if (passed === 'lost' || fault === 'drop' || fault === 'hang') return 'none';
    if (passed === 'refused' || fault !== 'up') return failure;
    return network.nodeOf(toIndex).lookUp?.(name) ?? failure;
  }

  function keep(name: string, answer: DnsAnswer) {
    const { resolver_min_ttl_s: min, resolver_max_ttl_s: max } = settings;
    const isFailure = answer.result === 'servfail';
    const ttlS = isFailure ? failureTtlS : Math.min(Math.max(answer.ttlS, min), max);
    const untilUs = agenda.nowUs + ttlS * second;
    // An expired answer is of no use, and the one before it neither.
    held.set(name, { ...answer, untilUs, given: 0 });
    holds(network, component, -1, { ...answer, untilUs });
    const all = waiting.get(name) ?? [];
    waiting.delete(name);
    for (const answered of all) give(name, answered, 'name-server');
  }

  /** Each gets the addresses in the next order, as from the name server itself. */
  function give(name: string, answered: Answered, source: AnswerSource) {
    const answer = held.get(name);
    if (!answer) return;
    const { given, ...rest } = answer;
    answer.given += 1;
    const turns = settings.resolver_rotates ? given : 0;
    answered({ ...rest, addresses: rotated(rest.addresses, turns) }, source);
  }

  return {
    resolve(request, name, answered) {
      const known = held.get(name);
      if (known && known.untilUs > agenda.nowUs) {
        give(name, answered, 'cache');
        return;
      }
      const others = waiting.get(name);
      waiting.set(name, [...(others ?? []), answered]);
      if (!others) ask(request, name, 0);
    },
  };
}

/** Writes into the trace who holds which answer. @param request Whose client it is; −1 for the resolver. */
export function holds(
  { recorder }: Network,
  component: number,
  request: number,
  { addresses, untilUs }: HeldAnswer,
): void {
  const untilMs = Math.ceil(untilUs / 1000);
  for (const address of addresses.length > 0 ? addresses : [0]) {
    recorder.event('dns-held', component, request, address | 0, untilMs);
  }
}
