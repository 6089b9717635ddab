/**
 * HAProxy 2.6 as a load balancer: takes a request, chooses a server, connects, tries again when that fails, and passes
 * the answer on. HAProxy 2.6 configuration manual (`retries`, `option redispatch`, `timeout`, `on-marked-down`),
 * haproxy 2.6's `backend.c`, and recorded runs; where they differ (2.6.12 redispatches at once while another active
 * server is UP) the recorded runs decide.
 */
import type { ProgramFactory } from '../programs.ts';
import { resolveSettings } from '../settings.ts';
import { choiceReasons, failureReasons, type AnswerReason, type FailureReason } from '../trace.ts';
import { createBackend } from './backend.ts';
import { startChecks } from './checks.ts';
import type { Server } from './server.ts';

/** A request in HAProxy's hands. */
interface Session {
  readonly request: number;
  /** The link that it came over. */
  readonly via: number;
  /** The hash input: the client's address. */
  readonly key: number;
  server: Server;
  /** Connection attempts that have failed. */
  failures: number;
  /** Counted among the server's connections. */
  holdsServer: boolean;
  state: 'connecting' | 'waiting' | 'served' | 'gone';
  /** Counts changes of state, so that a timer set earlier knows that it is stale. */
  step: number;
}

/** HAProxy waits this long before it tries the same server again, or `timeout connect` when that is shorter. */
const turnaroundMs = 1000;

export const haproxy: ProgramFactory = (network, component, addressOf) => {
  const { agenda, recorder, run } = network;
  const settings = resolveSettings('haproxy', run.components[component]?.settings);
  const servers = network.linksFrom(component).map((link, position): Server => {
    const target = run.components[link.toIndex];
    const { weight, backup } = resolveSettings('web', target?.settings);
    return {
      position,
      component: link.toIndex,
      link: link.index,
      weight,
      backup,
      verdict: 'up',
      connections: 0,
    };
  });
  const backend = createBackend(servers, settings);
  const sessions = new Map<number, Session>();

  startChecks(network, component, servers, settings, (server, verdict) => {
    backend.judge(server, verdict);
    if (verdict === 'down' && settings.on_marked_down === 'shutdown-sessions') shutDown(server);
  });

  function assign(session: Session, server: Server) {
    session.server = server;
    session.holdsServer = true;
    backend.load(server, 1);
    recorder.tried(session.request, server.component);
    const reason = choiceReasons.indexOf(session.failures === 0 ? 'balance' : 'redispatch');
    recorder.event('choose', component, session.request, server.component, reason);
    connect(session);
  }

  function connect(session: Session) {
    const step = enter(session, 'connecting');
    const { link } = session.server;
    recorder.event('connect', component, session.request, link, session.failures + 1);
    agenda.after(settings.timeout_connect_ms * 1000, () => {
      if (session.step === step) connectFailed(session, 'timeout');
    });
    network.connect(link, (result) => {
      if (session.step !== step) return;
      if (result === 'refused') connectFailed(session, 'refused');
      else serve(session);
    });
  }

  function serve(session: Session) {
    const step = enter(session, 'served');
    recorder.event('connected', component, session.request, session.server.link);
    network.send(session.request, session.server.link);
    agenda.after(settings.timeout_server_ms * 1000, () => {
      if (session.step === step) finish(session, 504, 'server-timeout');
    });
  }

  function connectFailed(session: Session, why: FailureReason) {
    const { request, server } = session;
    session.failures += 1;
    const { link } = server;
    recorder.event('connect-failed', component, request, link, failureReasons.indexOf(why));
    if (session.failures > settings.retries) {
      finish(session, 503, 'retries-exhausted');
      return;
    }
    recorder.retried(request);
    const another = choosesAnew(session);
    if (another) releaseServer(session);
    const tryAgain = () => {
      if (!another) connect(session);
      else reassign(session, server);
    };
    const pauses = why !== 'timeout' && (!another || backend.usableActive() <= 1);
    if (!pauses) {
      tryAgain();
      return;
    }
    const step = enter(session, 'waiting');
    const waitUs = Math.min(turnaroundMs, settings.timeout_connect_ms) * 1000;
    recorder.event('wait', component, request, link, waitUs);
    agenda.after(waitUs, () => {
      if (session.step === step) tryAgain();
    });
  }

  /** Whether the next attempt may go to another server than the one that has just failed. */
  function choosesAnew({ server, failures }: Session): boolean {
    if (!settings.redispatch) return false;
    const isLastAttempt = failures === settings.retries;
    return (
      server.verdict === 'down' || isLastAttempt || (backend.usableActive() > 1 && !backend.hashes)
    );
  }

  function reassign(session: Session, avoid: Server) {
    const server = backend.choose(session.key, avoid);
    if (server) {
      assign(session, server);
      return;
    }
    recorder.tried(session.request, -1);
    finish(session, 503, 'no-server');
  }

  function finish(session: Session, status: number, reason: AnswerReason) {
    leave(session);
    network.answer(session.request, session.via, status, reason);
  }

  function leave(session: Session) {
    enter(session, 'gone');
    sessions.delete(session.request);
    releaseServer(session);
  }

  function releaseServer(session: Session) {
    if (!session.holdsServer) return;
    session.holdsServer = false;
    backend.load(session.server, -1);
  }

  function enter(session: Session, state: Session['state']): number {
    session.state = state;
    session.step += 1;
    return session.step;
  }

  function shutDown(server: Server) {
    for (const session of sessions.values()) {
      if (session.server === server) {
        finish(session, session.state === 'served' ? 502 : 503, 'session-shutdown');
      }
    }
  }

  return {
    receive(request, via) {
      const key = addressOf(request);
      const server = backend.choose(key);
      if (!server) {
        network.answer(request, via, 503, 'no-server');
        return;
      }
      const session: Session = {
        request,
        via,
        key,
        server,
        failures: 0,
        holdsServer: false,
        state: 'connecting',
        step: 0,
      };
      sessions.set(request, session);
      assign(session, server);
    },
    answered(request, via, status) {
      const session = sessions.get(request);
      if (session?.state !== 'served' || session.server.link !== via) return;
      leave(session);
      network.pass(request, session.via, status);
    },
    failed(request, via) {
      const session = sessions.get(request);
      if (session?.state === 'served' && session.server.link === via)
        finish(session, 502, 'server-reset');
    },
  };
};
