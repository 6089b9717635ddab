/** A request's life in words: its steps, and what there is to say of the whole. */
import type { Component, Run } from '#sim/run.ts';
import type { Step, StepOutcome } from '#sim/request-life.ts';
import { connectionEnd, encryptionOf, tlsEnd } from '#sim/tls/encryption.ts';
import { roundTripsOf, unpackRound } from '#sim/tls/round.ts';
import { outcomes, type Trace } from '#sim/trace.ts';
import { duration, moment } from '#strings/flow.ts';
import {
  chosen,
  connected,
  ended,
  handshake,
  made,
  panel,
  summary,
  title,
  waitedFor,
} from '#strings/request.ts';
import { look } from './lexicon.ts';
import { componentTitle } from './words.ts';

/** How a link carries a request. */
export type Carried = 'encrypted' | 'plaintext' | 'inside';

/** What a step's bar looks like. */
export type Look = 'travel' | 'wait' | 'work' | 'trouble';

export interface StepText {
  readonly title: string;
  /** What it waited for, and how that ended. */
  readonly text: string;
  readonly look: Look;
  /** Of a hop. */
  readonly carried?: Carried;
}

/** How a step ends that ends badly. */
const troubles: readonly StepOutcome[] = [
  'refused',
  'timeout',
  'reset',
  'shutdown',
  'given-up',
  'certificate-expired',
  'certificate-name',
  'version',
];

export function stepText(run: Run, step: Step): StepText {
  const at = componentTitle(run, step.component);
  const from = titleOf(run, run.links[step.link]?.from);
  const to = titleOf(run, run.links[step.link]?.to);
  const sentences = (...all: readonly string[]) => [...all, ended[step.outcome]].filter(Boolean);
  const told = (name: string, look: Look, ...all: readonly string[]): StepText => ({
    title: name,
    text: sentences(...all).join(' '),
    look: troubles.includes(step.outcome) ? 'trouble' : look,
  });
  const hop = (text: StepText): StepText => ({ ...text, carried: carriedBy(run, step.link) });
  switch (step.kind) {
    case 'dns': {
      const { nameServer } = step;
      if (nameServer === undefined) return told(title.dns, 'wait', waitedFor.dns);
      const server = componentTitle(run, nameServer);
      return told(title.dnsAt(server), 'wait', waitedFor.dnsAt(server));
    }
    case 'nobody':
      return told(title.nobody, 'trouble', waitedFor.nobody);
    case 'tcp':
      return told(title.tcp(titleAt(run, connectionEnd(run, step.link))), 'wait', waitedFor.tcp);
    case 'tls': {
      const { round = unpackRound(0), workUs = 0, server = -1 } = step;
      const end = titleAt(run, tlsEnd(run, step.link, run.components[server]?.id));
      const name = title.tls(round.version, end, round.round, roundTripsOf(round));
      const { resumed, retried } = handshake;
      return told(
        name,
        'wait',
        round.resumed ? resumed : '',
        round.helloRetry && round.round === 1 ? retried : '',
        workUs > 0 ? waitedFor.tls((workUs / 1000).toFixed(2)) : waitedFor.network,
      );
    }
    case 'forth':
      return hop(told(title.forth(from, to), 'travel', waitedFor.network));
    case 'back': {
      const { why, status = 0 } = step;
      const nothing = why === 'refuse' ? title.refusal : title.cut;
      const name = title.back(to, from, status > 0 ? String(status) : nothing);
      const isBad = status === 0 || status >= 500;
      return hop(told(name, isBad ? 'trouble' : 'travel', why ? made[why] : '', waitedFor.network));
    }
    case 'connect':
      return told(
        title.connect(to, step.attempt ?? 1),
        'wait',
        chosen[step.choice ?? 'balance'],
        waitedFor.connect(to),
        step.outcome === 'done' ? connected : '',
      );
    case 'retry':
      return told(title.retry(at), 'wait', waitedFor.retry(to));
    case 'queue':
      return told(
        title.queue(at),
        'wait',
        step.link < 0 ? waitedFor.queueForAny : waitedFor.queue(to),
      );
    case 'worker':
      return told(title.worker(at), 'wait', waitedFor.worker);
    case 'service':
      return told(title.service(at), 'work', waitedFor.service);
    case 'hung':
    case 'lost':
      if (step.rule !== undefined) {
        const packed = step.rule;
        const by = look(({ rule }) => rule?.(run, step.component, packed)) ?? '';
        return told(title.droppedBy(at, by), 'trouble', waitedFor.droppedBy);
      }
      return told(title[step.kind](at), 'trouble', waitedFor[step.kind]);
  }
}

/** Who sent it. */
export function senderText({ requests }: Trace, request: number): string {
  const address = requests.address[request] ?? 0;
  const client = [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
  return requests.write[request] === 1 ? panel.write(client) : panel.read(client);
}

/** What became of it, what took longest, and where anyone could have read it. */
export function summaryText(
  { run, requests, endUs }: Trace,
  request: number,
  steps: readonly Step[],
) {
  const arrivalUs = requests.arrivalUs[request] ?? 0;
  const ownEndUs = requests.endUs[request] ?? -1;
  const start = moment(arrivalUs / 1000, 2);
  const total = duration(((ownEndUs < 0 ? endUs : ownEndUs) - arrivalUs) / 1000);
  const status = requests.status[request] ?? 0;
  const outcome = outcomes[requests.outcome[request] ?? 0];
  const fate =
    status > 0
      ? summary.answered(start, status, total)
      : outcome === 'in-flight'
        ? summary.inFlight(start, total)
        : outcome === 'dropped'
          ? summary.gaveUp(start, total)
          : summary.cut(start, total);
  const retries = requests.retries[request] ?? 0;
  const lengthOf = ({ fromUs, toUs }: Step) => toUs - fromUs;
  const longest = [...steps].sort((a, b) => lengthOf(b) - lengthOf(a))[0];
  const bare = [...new Set(steps.filter(({ kind }) => kind === 'forth').map(({ link }) => link))]
    .filter((link) => carriedBy(run, link) === 'plaintext')
    .map((link) =>
      summary.hop(titleOf(run, run.links[link]?.from), titleOf(run, run.links[link]?.to)),
    );
  return [
    fate,
    retries > 0 ? summary.retries(retries) : '',
    longest
      ? summary.longest(stepText(run, longest).title, duration(lengthOf(longest) / 1000))
      : '',
    bare.length > 0 ? summary.plaintext(bare) : summary.noPlaintext,
  ]
    .filter(Boolean)
    .join(' ');
}

function carriedBy(run: Run, index: number): Carried {
  const { links, components } = run;
  const link = links[index];
  const host = (id = '') => components.find((each) => each.id === id)?.host;
  const own = host(link?.from);
  if (own !== undefined && own === host(link?.to)) return 'inside';
  return encryptionOf(run)[index] ? 'encrypted' : 'plaintext';
}

const titleAt = (run: Run, component: Component) => titleOf(run, component.id);

function titleOf(run: Run, id = ''): string {
  return componentTitle(
    run,
    run.components.findIndex((component) => component.id === id),
  );
}
