/**
 * nginx 1.22 as a load balancer: takes a request, asks one peer after the other until one answers, and passes the
 * answer on. https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_next_upstream, nginx 1.22's
 * `ngx_http_upstream.c` and recorded runs.
 */
import { serverAddress } from '../addresses.ts';
import type { NodeFactory } from '../modules.ts';
import type { Relayed } from '../network.ts';
import { speaksHttp } from '../run.ts';
import { resolveSettings, type Settings } from '../settings.ts';
import { nginxAsSet } from '../tls/mode-tcp.ts';
import { choiceReasons, failureReasons, type AnswerReason, type FailureReason } from '../trace.ts';
import { createSelection } from './balance.ts';
import { createPeers, type Peer } from './peers.ts';
import type { Selection } from './selection.ts';

interface Session {
  readonly request: number;
  /** The link that it came over. */
  readonly via: number;
  readonly select: Selection;
  readonly tried: Set<Peer>;
  /** How many attempts it still has, the one under way included. */
  tries: number;
  peer: Peer;
  state: 'connecting' | 'served' | 'gone';
  /** Counts changes of state, so that a timer set earlier knows that it is stale. */
  step: number;
  /** `stream`: told of the connection while the client's request has not come yet. */
  relayed?: Relayed | undefined;
}

/** Failures that nginx finds out by itself, and what it tells the client when it gives up after one. */
const statusOfLastFailure = { refused: 502, reset: 502, timeout: 504, handshake: 502 } as const;

export const nginx: NodeFactory = (network, component, requests) => {
  const { agenda, recorder, run } = network;
  const settings = nginxAsSet(resolveSettings('nginx', run.components[component]?.settings));
  /** `stream`: bytes are passed on unread, and a failure is a closed connection. */
  const isStream = settings.tls === 'passthrough';
  // The methods that hash know no backups.
  const hashes = settings.balance !== 'smooth-wrr';
  const list = network.linksFrom(component).map((link, position): Peer => {
    const target = run.components[link.toIndex];
    const server = resolveSettings('web', target?.settings);
    return {
      component: link.toIndex,
      link: link.index,
      address: serverAddress(target, position, link.tls),
      weight: server.weight,
      backup: server.backup && !hashes,
      maxFails: server.max_fails,
      failTimeoutMs: server.fail_timeout_ms,
    };
  });
  const peers = createPeers(
    list,
    () => Math.floor(agenda.nowUs / 1_000_000),
    (peer, change, until) => {
      recorder.event(change, peer.component, -1, component, until * 1000);
    },
  );
  const startSelection = createSelection(settings, list, peers, requests);
  const sessions = new Map<number, Session>();
  /** Requests whose connection, passed on unread, has been closed: their bytes come to nobody. */
  const closed = new Set<number>();
  const maxTries = Math.min(list.length, settings.proxy_next_upstream_tries || Infinity);

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
    network.connect(peer.link, (result, path) => {
      if (session.step !== step) return;
      if (result === 'refused') failed(session, 'refused');
      else if (settings.tls === 'reencrypt' && network.tls) encrypt(session, path, step);
      else serve(session, path);
    });
  }

  function encrypt(session: Session, path: readonly number[], step: number) {
    const terms = {
      verifies: settings.proxy_ssl_verify,
      resumes: settings.proxy_ssl_session_reuse,
    };
    network.tls?.secure(session.request, component, path, terms, (failure) => {
      if (session.step !== step) return;
      if (failure === undefined) serve(session, path);
      else failed(session, failure === 'reset' ? 'refused' : 'handshake');
    });
  }

  function serve(session: Session, path: readonly number[]) {
    recorder.event('connected', component, session.request, session.peer.link);
    if (session.relayed) session.relayed.connected(path);
    else if (speaksHttp(run.components[session.peer.component])) {
      network.send(session.request, session.peer.link);
    } else if (isStream) {
      // Passed on unread, the bytes make no sense to either side. To nginx that is no failure of the peer.
      finish(session, 502, 'invalid-response');
      return;
    } else {
      // The greeting of another protocol counts as an invalid header.
      failed(session, 'invalid');
      return;
    }
    awaitAnswer(session);
  }

  function awaitAnswer(session: Session) {
    const step = enter(session, 'served');
    agenda.after(settings.proxy_read_timeout_ms * 1000, () => {
      if (session.step === step) failed(session, 'timeout');
    });
  }

  /** Counts the failure, and asks another peer where `proxy_next_upstream` and the attempts left allow it. */
  function failed(session: Session, why: FailureReason) {
    const { request, peer } = session;
    recorder.event('connect-failed', component, request, peer.link, failureReasons.indexOf(why));
    peers.failed(peer);
    session.tries -= 1;
    if (why === 'invalid') {
      finish(session, 502, 'invalid-response');
      return;
    }
    if (why !== 'status' && (session.tries === 0 || !goesOnAfter(why))) {
      const reason = why === 'timeout' ? 'server-timeout' : 'retries-exhausted';
      finish(session, statusOfLastFailure[why], reason);
      return;
    }
    // A stream is not begun anew once the client's bytes are under way.
    if (isStream && session.state === 'served') {
      finish(session, 502, 'server-reset');
      return;
    }
    const next = session.select(session.tried);
    if (next) ask(session, next);
    else finish(session, 502, 'no-live-upstreams');
  }

  function goesOnAfter(why: Exclude<FailureReason, 'status' | 'invalid'>): boolean {
    return why === 'timeout'
      ? settings.proxy_next_upstream_timeout
      : settings.proxy_next_upstream_error;
  }

  function finish(session: Session, status: number, reason: AnswerReason) {
    leave(session);
    if (session.relayed) dropConnection(session.request, session.via, session.relayed);
    else if (isStream) network.cut(session.request, session.via);
    else network.answer(session.request, session.via, status, reason);
  }

  function dropConnection(request: number, via: number, relayed: Relayed) {
    closed.add(request);
    recorder.event('hang-up', component, request, via);
    relayed.closed();
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

  function open(request: number, via: number, relayed?: Relayed) {
    const select = startSelection(request);
    const tried = new Set<Peer>();
    const peer = select(tried);
    if (!peer) {
      if (relayed) dropConnection(request, via, relayed);
      else if (isStream) network.cut(request, via);
      else network.answer(request, via, 502, 'no-live-upstreams');
      return;
    }
    const session: Session = {
      request,
      via,
      select,
      tried,
      tries: maxTries,
      peer,
      state: 'connecting',
      step: 0,
      relayed,
    };
    sessions.set(request, session);
    ask(session, peer);
  }

  return {
    relay: open,
    hungUp(request) {
      const session = sessions.get(request);
      if (!session?.relayed) return;
      recorder.event('hang-up', component, request, session.via);
      leave(session);
    },
    receive(request, via) {
      const passed = sessions.get(request);
      if (passed?.relayed) {
        passed.relayed = undefined;
        network.send(request, passed.peer.link);
        awaitAnswer(passed);
        return;
      }
      if (closed.delete(request)) network.cut(request, via);
      else open(request, via);
    },
    answered(request, via, status) {
      const session = sessions.get(request);
      if (session?.state !== 'served' || session.peer.link !== via) return;
      // The answer of the last peer is passed on whatever its status, and counts as a success.
      if (session.tries > 1 && countsAsFailure(settings, status)) {
        failed(session, 'status');
        return;
      }
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

/** Whether `proxy_next_upstream` lists the status. */
function countsAsFailure(settings: Settings<'nginx'>, status: number): boolean {
  switch (status) {
    case 500:
      return settings.proxy_next_upstream_http_500;
    case 502:
      return settings.proxy_next_upstream_http_502;
    case 503:
      return settings.proxy_next_upstream_http_503;
    case 504:
      return settings.proxy_next_upstream_http_504;
    default:
      return false;
  }
}
