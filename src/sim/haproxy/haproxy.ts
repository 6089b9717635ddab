/**
 * HAProxy 2.6 as a load balancer: takes a request, chooses a server, waits for a place there, connects, tries again when
 * that fails, and passes the answer on. HAProxy 2.6 configuration manual (`retries`, `option redispatch`, `maxconn`,
 * `timeout`, `cookie`, `on-marked-down`), haproxy 2.6's `backend.c`, and recorded runs; where they differ (2.6.12
 * redispatches at once while another active server is UP) the recorded runs decide.
 */
import type { NodeFactory } from '../modules.ts';
import type { Relayed } from '../network.ts';
import { actions, speaksHttp } from '../run.ts';
import { resolveSettings } from '../settings.ts';
import { haproxyAsSet } from '../tls/mode-tcp.ts';
import {
  choiceReasons,
  failureReasons,
  type AnswerReason,
  type ChoiceReason,
  type FailureReason,
} from '../trace.ts';
import { createBackend } from './backend.ts';
import { startChecks } from './checks.ts';
import { createHashInput } from './hash-input.ts';
import { createPersistence } from './persistence.ts';
import { createQueues } from './queues.ts';
import {
  effectiveWeight,
  isFull,
  isStopped,
  weightScale,
  type HashInput,
  type Server,
} from './server.ts';
import { createSlowStart } from './slowstart.ts';
import { weightFrom } from './weight.ts';

/** A request in HAProxy's hands. */
interface Session {
  readonly request: number;
  /** The link that it came over. */
  readonly via: number;
  readonly input: HashInput;
  /** Where it goes, or where it went last; none while it waits for any server. */
  server: Server | undefined;
  /** Its cookie names the server, so that no other will do as well. */
  isDirect: boolean;
  /** Connection attempts that have failed. */
  failures: number;
  /** Counted among the server's connections. */
  holdsServer: boolean;
  /** Shut down between attempts, or during a later one: it goes on trying, and ends when it has a connection. */
  isShut: boolean;
  state: 'new' | 'queued' | 'connecting' | 'waiting' | 'served' | 'gone';
  /** Counts changes of state, so that a timer set earlier knows that it is stale. */
  step: number;
  /** `mode tcp`: told of the connection while the client's request has not come yet. */
  relayed?: Relayed | undefined;
}

/** HAProxy waits this long before it tries the same server again, or `timeout connect` when that is shorter. */
const turnaroundMs = 1000;

export const haproxy: NodeFactory = (network, component, requests) => {
  const { agenda, recorder, run } = network;
  const settings = haproxyAsSet(resolveSettings('haproxy', run.components[component]?.settings));
  /** `mode tcp`: bytes are passed on unread, and a failure is a closed connection. */
  const isTcp = settings.tls === 'passthrough';
  const servers = network.linksFrom(component).map((link, position): Server => {
    const target = run.components[link.toIndex];
    const { weight, backup, maxconn, maxqueue, slowstart_ms } = resolveSettings(
      'web',
      target?.settings,
    );
    return {
      position,
      component: link.toIndex,
      link: link.index,
      configuredWeight: weight,
      backup,
      maxconn,
      maxqueue,
      slowstartS: Math.ceil(slowstart_ms / 1000),
      verdict: 'up',
      admin: 'ready',
      weight,
      sixteenths: weightScale,
      places: maxconn,
      connections: 0,
      queued: 0,
    };
  });
  const id = run.components[component]?.id ?? '';
  const inputOf = createHashInput(settings, requests, run.seed, id);
  const backend = createBackend(servers, settings);
  const queues = createQueues<Session>(servers, () => agenda.nowUs);
  const persistence = createPersistence(settings, requests.addressOf);
  const sessions = new Map<number, Session>();
  /** Requests whose connection, passed on unread, has been closed: their bytes come to nobody. */
  const closed = new Set<number>();
  const queueLimitUs = (settings.timeout_queue_ms ?? settings.timeout_connect_ms) * 1000;

  const checks = startChecks(network, component, servers, settings, (server, verdict) => {
    if (verdict === 'up') slowStart.begin(server);
    else slowStart.end(server);
    backend.judge(server, verdict);
    if (verdict === 'up') serveQueue(server);
    else leaveServer(server);
  });

  const slowStart = createSlowStart(agenda, backend.isDynamic, {
    share(server, { sixteenths, places }) {
      server.places = places;
      weigh(server, { sixteenths });
    },
    grown: serveQueue,
    full(server) {
      recorder.event('server-up', server.component, -1, component, 1);
    },
  });

  /** Changes what decides the server's effective weight. */
  function weigh(server: Server, weights: Partial<Pick<Server, 'weight' | 'sixteenths'>>) {
    const before = effectiveWeight(server);
    backend.weigh(server, weights);
    const after = effectiveWeight(server);
    if (after !== before) recorder.event('weight', server.component, -1, component, after);
  }

  /** Finds a server for a request that has none, or that is to have another one. */
  function dispatch(session: Session, avoid?: Server) {
    session.isDirect = false;
    if (!backend.isUsable()) {
      recorder.tried(session.request, -1);
      finish(session, 503, 'no-server');
      return;
    }
    const mustQueue = backend.takesTurns && queues.length() > 0;
    const server = mustQueue ? undefined : backend.choose(session.input, avoid);
    if (server) approach(session, server, session.failures === 0 ? 'balance' : 'redispatch');
    else queue(session, undefined);
  }

  /** Goes to this server, or joins those who wait for it. */
  function approach(session: Session, server: Server, reason: ChoiceReason) {
    if (!isFull(server)) {
      take(session, server, reason);
    } else if (server.maxqueue === 0 || server.queued < server.maxqueue) {
      queue(session, server);
    } else if (session.isDirect && settings.redispatch) {
      dispatch(session, server);
    } else {
      recorder.tried(session.request, server.component);
      finish(session, 503, 'queue-full');
    }
  }

  function queue(session: Session, server: Server | undefined) {
    const step = enter(session, 'queued');
    session.server = server;
    queues.join(session, server);
    recorder.tried(session.request, server?.component ?? -1);
    recordQueue('enqueue', session);
    agenda.after(queueLimitUs, () => {
      if (session.step !== step) return;
      leaveQueue(session);
      finish(session, 503, 'queue-timeout');
    });
  }

  function leaveQueue(session: Session) {
    queues.leave(session, session.server);
    enter(session, 'new');
    recordQueue('dequeue', session);
  }

  function recordQueue(kind: 'enqueue' | 'dequeue', { request, server }: Session) {
    recorder.event(kind, component, request, server?.link ?? -1, queues.length(server));
  }

  /** Lets those in who have waited for a place at this server. */
  function serveQueue(server: Server) {
    const servesBackend = backend.serves(server);
    while (server.maxconn === 0 || server.connections < server.places) {
      const session = queues.next(server, servesBackend);
      if (!session) return;
      leaveQueue(session);
      take(session, server, 'queue');
    }
  }

  function take(session: Session, server: Server, reason: ChoiceReason) {
    session.server = server;
    session.holdsServer = true;
    backend.load(server, 1);
    recorder.tried(session.request, server.component);
    const code = choiceReasons.indexOf(reason);
    recorder.event('choose', component, session.request, server.component, code);
    connect(session, server);
  }

  function connect(session: Session, server: Server) {
    const step = enter(session, 'connecting');
    recorder.event('connect', component, session.request, server.link, session.failures + 1);
    agenda.after(settings.timeout_connect_ms * 1000, () => {
      if (session.step === step) connectFailed(session, server, 'timeout');
    });
    network.connect(server.link, (result, path) => {
      if (session.step !== step) return;
      if (result === 'refused') connectFailed(session, server, 'refused');
      else if (settings.tls === 'reencrypt' && network.tls) encrypt(session, server, path, step);
      else serve(session, server, path);
    });
  }

  function encrypt(session: Session, server: Server, path: readonly number[], step: number) {
    const terms = { verifies: settings.verify === 'required', resumes: settings.ssl_reuse };
    network.tls?.secure(session.request, component, path, terms, (failure) => {
      if (session.step !== step) return;
      if (failure === undefined) serve(session, server, path);
      else connectFailed(session, server, failure === 'reset' ? 'refused' : 'handshake');
    });
  }

  function serve(session: Session, { link, component: server }: Server, path: readonly number[]) {
    recorder.event('connected', component, session.request, link);
    if (session.isShut) {
      finish(session, 502, 'session-shutdown');
      return;
    }
    if (session.relayed) session.relayed.connected(path);
    else if (speaksHttp(run.components[server])) network.send(session.request, link);
    else {
      // The greeting of another protocol is there before the request is sent (2.6.12: 502, state PH); bytes passed on
      // unread make no sense to either side, and the connection ends.
      finish(session, 502, 'invalid-response');
      return;
    }
    awaitAnswer(session);
  }

  function awaitAnswer(session: Session) {
    const step = enter(session, 'served');
    agenda.after(settings.timeout_server_ms * 1000, () => {
      if (session.step === step) finish(session, 504, 'server-timeout');
    });
  }

  function connectFailed(session: Session, server: Server, why: FailureReason) {
    const { request } = session;
    const { link } = server;
    session.failures += 1;
    recorder.event('connect-failed', component, request, link, failureReasons.indexOf(why));
    if (session.failures > settings.retries) {
      finish(session, 503, 'retries-exhausted');
      return;
    }
    recorder.retried(request);
    const another = choosesAnew(session, server);
    const step = enter(session, 'waiting');
    if (another) releaseServer(session);
    const tryAgain = () => {
      if (another) dispatch(session, server);
      else connect(session, server);
    };
    const pauses = why !== 'timeout' && (!another || backend.usableActive() <= 1);
    if (!pauses) {
      tryAgain();
      return;
    }
    const waitUs = Math.min(turnaroundMs, settings.timeout_connect_ms) * 1000;
    recorder.event('wait', component, request, link, waitUs);
    agenda.after(waitUs, () => {
      if (session.step === step) tryAgain();
    });
  }

  /** Whether the next attempt may go to another server than the one that has just failed. */
  function choosesAnew({ failures, isDirect }: Session, server: Server): boolean {
    if (!settings.redispatch) return false;
    const isLastAttempt = failures === settings.retries;
    const takesAny = !isDirect && !backend.hashes;
    return isStopped(server) || isLastAttempt || (takesAny && backend.usableActive() > 1);
  }

  function finish(session: Session, status: number, reason: AnswerReason) {
    if (session.relayed || isTcp) {
      drop(session);
      return;
    }
    forget(session);
    network.answer(session.request, session.via, status, reason);
    releaseServer(session);
  }

  /** Ends the client's connection without an answer. */
  function drop(session: Session) {
    forget(session);
    if (session.relayed) dropConnection(session, session.relayed);
    else network.cut(session.request, session.via);
    releaseServer(session);
  }

  function dropConnection({ request, via }: Session, relayed: Relayed) {
    closed.add(request);
    recorder.event('hang-up', component, request, via);
    relayed.closed();
  }

  function forget(session: Session) {
    enter(session, 'gone');
    sessions.delete(session.request);
  }

  function releaseServer(session: Session) {
    const { server } = session;
    if (!session.holdsServer || !server) return;
    session.holdsServer = false;
    backend.load(server, -1);
    if (server.maxconn > 0) serveQueue(server);
  }

  function enter(session: Session, state: Session['state']): number {
    session.state = state;
    session.step += 1;
    return session.step;
  }

  /** The server gets no new requests: those who wait for it may look for another one. */
  function leaveServer(server: Server) {
    const open = [...sessions.values()].filter(
      (session) => session.server === server && session.holdsServer,
    );
    for (const session of settings.redispatch ? queues.at(server) : []) {
      leaveQueue(session);
      dispatch(session, server);
    }
    if (!isStopped(server) || settings.on_marked_down === 'none') return;
    for (const session of open) {
      if (session.state === 'served') finish(session, 502, 'session-shutdown');
      else if (session.state === 'connecting' && session.failures === 0) drop(session);
      else session.isShut = true;
    }
  }

  function open(request: number, via: number, relayed?: Relayed): Session {
    const session: Session = {
      request,
      via,
      input: inputOf(request),
      server: undefined,
      isDirect: false,
      failures: 0,
      holdsServer: false,
      isShut: false,
      state: 'new',
      step: 0,
      relayed,
    };
    sessions.set(request, session);
    return session;
  }

  return {
    relay(request, via, relayed) {
      dispatch(open(request, via, relayed));
    },
    hungUp(request) {
      const session = sessions.get(request);
      if (!session?.relayed) return;
      recorder.event('hang-up', component, request, session.via);
      forget(session);
      releaseServer(session);
    },
    receive(request, via) {
      const passed = sessions.get(request);
      if (passed?.relayed && passed.server) {
        passed.relayed = undefined;
        network.send(request, passed.server.link);
        awaitAnswer(passed);
        return;
      }
      if (closed.delete(request)) {
        network.cut(request, via);
        return;
      }
      const session = open(request, via);
      const home = persistence.serverOf(request);
      if (home) {
        session.isDirect = true;
        approach(session, home, 'cookie');
      } else {
        dispatch(session);
      }
    },
    answered(request, via, status) {
      const session = sessions.get(request);
      if (session?.state !== 'served' || session.server?.link !== via) return;
      persistence.remember(request, session.server);
      forget(session);
      network.pass(request, session.via, status);
      releaseServer(session);
    },
    failed(request, via) {
      const session = sessions.get(request);
      if (session?.state === 'served' && session.server?.link === via)
        finish(session, 502, 'server-reset');
    },
    report() {
      const waiting = [...sessions.values()].filter(({ state }) => state === 'queued').length;
      return { busy: sessions.size - waiting, waiting };
    },
    administered(target, action, value) {
      const server = servers.find((each) => each.component === target);
      if (!server) return;
      const before = server.admin;
      recorder.event('administer', target, -1, component, actions.indexOf(action));
      if (action === 'weight') {
        const weight = weightFrom(value, server.configuredWeight, backend.isDynamic);
        if (weight === undefined) recorder.event('weight-refused', target, -1, component);
        else weigh(server, { weight });
        return;
      }
      if (before === action) return;
      if (action === 'maint') slowStart.end(server);
      else if (before === 'maint') slowStart.begin(server);
      backend.administer(server, action);
      if (action === 'maint') checks.pause(server);
      else if (before === 'maint') checks.resume(server);
      if (action === 'ready') serveQueue(server);
      else leaveServer(server);
    },
  };
};
