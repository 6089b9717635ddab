/**
 * nginx 1.22 as a load balancer: takes a request, asks one peer after the other until one answers, and passes the
 * answer on. https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_next_upstream (`error timeout`).
 */
import type { ProgramFactory } from '../programs.ts';
import { resolveSettings } from '../settings.ts';
import { choiceReasons, failureReasons, type AnswerReason, type FailureReason } from '../trace.ts';
import { createPeers, type Peer } from './peers.ts';

interface Session {
  readonly request: number;
  /** The link that it came over. */
  readonly via: number;
  readonly tried: Set<Peer>;
  peer: Peer;
  state: 'connecting' | 'served' | 'gone';
  /** Counts changes of state, so that a timer set earlier knows that it is stale. */
  step: number;
}

const statusOfLastFailure = { refused: 502, reset: 502, timeout: 504 } as const;

export const nginx: ProgramFactory = (network, component) => {
  const { agenda, recorder, run } = network;
  const settings = resolveSettings('nginx', run.components[component]?.settings);
  const list = network.linksFrom(component).map((link): Peer => {
    const server = resolveSettings('web', run.components[link.toIndex]?.settings);
    return {
      component: link.toIndex,
      link: link.index,
      weight: server.weight,
      backup: server.backup,
      maxFails: server.max_fails,
      failTimeoutMs: server.fail_timeout_ms,
    };
  });
  const peers = createPeers(list, () => Math.floor(agenda.nowUs / 1_000_000));
  const sessions = new Map<number, Session>();
  const maxTries = settings.proxy_next_upstream_tries || Infinity;

  function ask(session: Session, peer: Peer) {
    const { request } = session;
    const reason = choiceReasons.indexOf(session.tried.size === 0 ? 'balance' : 'next-upstream');
    if (session.tried.size > 0) recorder.retried(request);
    session.peer = peer;
    session.tried.add(peer);
    recorder.tried(request, peer.component);
    recorder.event('choose', component, request, peer.component, reason);
    recorder.event('connect', component, request, peer.link, session.tried.size);
    const step = enter(session, 'connecting');
    agenda.after(settings.proxy_connect_timeout_ms * 1000, () => {
      if (session.step === step) failed(session, 'timeout');
    });
    network.connect(peer.link, (result) => {
      if (session.step !== step) return;
      if (result === 'refused') failed(session, 'refused');
      else serve(session);
    });
  }

  function serve(session: Session) {
    const step = enter(session, 'served');
    recorder.event('connected', component, session.request, session.peer.link);
    network.send(session.request, session.peer.link);
    agenda.after(settings.proxy_read_timeout_ms * 1000, () => {
      if (session.step === step) failed(session, 'timeout');
    });
  }

  function failed(session: Session, why: FailureReason) {
    const { request, peer } = session;
    recorder.event('connect-failed', component, request, peer.link, failureReasons.indexOf(why));
    peers.failed(peer);
    const next = session.tried.size < maxTries ? peers.choose(session.tried) : undefined;
    if (next) {
      ask(session, next);
      return;
    }
    const reason = why === 'timeout' ? 'server-timeout' : 'retries-exhausted';
    finish(session, statusOfLastFailure[why], reason);
  }

  function finish(session: Session, status: number, reason: AnswerReason) {
    leave(session);
    network.answer(session.request, session.via, status, reason);
  }

  function leave(session: Session) {
    enter(session, 'gone');
    sessions.delete(session.request);
  }

  function enter(session: Session, state: Session['state']): number {
    session.state = state;
    session.step += 1;
    return session.step;
  }

  return {
    receive(request, via) {
      const peer = peers.choose(new Set());
      if (!peer) {
        network.answer(request, via, 502, 'no-live-upstreams');
        return;
      }
      const session: Session = {
        request,
        via,
        tried: new Set(),
        peer,
        state: 'connecting',
        step: 0,
      };
      sessions.set(request, session);
      ask(session, peer);
    },
    answered(request, via, status) {
      const session = sessions.get(request);
      if (session?.state !== 'served' || session.peer.link !== via) return;
      peers.succeeded(session.peer);
      leave(session);
      network.pass(request, session.via, status);
    },
    failed(request, via, why) {
      const session = sessions.get(request);
      if (session?.state === 'served' && session.peer.link === via) failed(session, why);
    },
  };
};
