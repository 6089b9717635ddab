/**
 * HAProxy's active health checks: when each server is asked, how its counter moves, and when that makes it UP or DOWN.
 * HAProxy 2.6 configuration manual, section 5.2 (`inter`, `fall`, `rise`), haproxy 2.6's `check.c`, and recorded runs;
 * where they differ (`timeout check`, see below) the recorded runs decide.
 */
import type { Network } from '../network.ts';
import { speaksHttp, type Fault } from '../run.ts';
import type { Settings } from '../settings.ts';
import { certificateOf, certificateProblem, siteName } from '../tls/certificate.ts';
import { packCheck, type CheckReason } from '../trace.ts';
import type { Server, Verdict } from './server.ts';

export type CheckSettings = Pick<
  Settings<'haproxy'>,
  | 'check'
  | 'inter_ms'
  | 'fastinter_ms'
  | 'downinter_ms'
  | 'fall'
  | 'rise'
  | 'disable_on_404'
  | 'timeout_connect_ms'
  | 'timeout_check_ms'
  | 'tls'
  | 'verify'
>;

const passing: readonly CheckReason[] = ['L4OK', 'L6OK', 'L7OK', 'L7OKC'];

/**
 * Checks use TLS where the `server` line has `ssl`, and where it has `check-ssl`: our configuration has that for checks over
 * HTTP of servers whose bytes are passed on.
 */
const isInTls = ({ tls, check }: CheckSettings): boolean =>
  tls === 'reencrypt' || (tls === 'passthrough' && check === 'httpchk');

/** A check's timer is armed 1 ms after the result of the one before. */
const rearmUs = 1000;

/** The checks of all servers. */
export interface Checks {
  /** No server in maintenance is asked. */
  pause(server: Server): void;
  /** A server that comes back from maintenance is UP until its checks say otherwise. */
  resume(server: Server): void;
}

/** The checks of one server. */
interface Check {
  /** Performs one and arranges for the next. */
  readonly run: () => void;
  pause(): void;
  resume(): void;
}

/** Begins to check all servers. `judge` is called whenever a verdict changes. */
export function startChecks(
  network: Network,
  balancer: number,
  servers: readonly Server[],
  settings: CheckSettings,
  judge: (server: Server, verdict: Verdict) => void,
): Checks {
  const checks = new Map<Server, Check>();
  // The first checks are spread over one interval. A fresh server is "in transition", so it is the fast one, unless one
  // failed check is enough: then nothing is better than what it begins with.
  const { fall, inter_ms: inter } = settings;
  const spreadMs = fall === 1 ? inter : (settings.fastinter_ms ?? inter);
  const checked = settings.check === 'off' ? [] : servers;
  checked.forEach((server, position) => {
    const delayUs = Math.floor((spreadMs * position) / servers.length) * 1000;
    const check = createCheck(network, balancer, server, settings, judge);
    checks.set(server, check);
    network.agenda.after(delayUs, check.run);
  });
  return {
    pause: (server) => checks.get(server)?.pause(),
    resume: (server) => checks.get(server)?.resume(),
  };
}

function createCheck(
  network: Network,
  balancer: number,
  server: Server,
  settings: CheckSettings,
  judge: (server: Server, verdict: Verdict) => void,
): Check {
  const { agenda, recorder, links, faults } = network;
  const { fall, rise, inter_ms: inter } = settings;
  const { component } = server;
  const isHttp = speaksHttp(network.run.components[component]);
  const latencyUs = links[server.link]?.latencyUs ?? 0;
  const top = rise + fall - 1;
  /** 0 to `top`; UP from `rise` on. */
  let health = rise;
  let verdict: Verdict = 'up';
  let paused = false;

  function intervalMs(): number {
    if (health === top) return inter;
    if (health === 0) return settings.downinter_ms ?? inter;
    return settings.fastinter_ms ?? inter;
  }

  const connectLimitMs =
    settings.timeout_check_ms === null ? inter : Math.min(inter, settings.timeout_connect_ms);
  /**
   * Without `timeout check` a check may take `inter`. With it, 2.6.12 gives up a check that gets no answer only when the
   * limit for connecting has passed as well, although the connection is open.
   */
  const limitMs =
    settings.timeout_check_ms === null
      ? inter
      : Math.max(settings.timeout_check_ms, connectLimitMs);

  function run() {
    if (paused) {
      agenda.after(inter * 1000, run);
      return;
    }
    let over = false;
    let isConnected = false;
    recorder.event('check-start', component, -1, balancer, latencyUs);
    const end = (reason: CheckReason) => {
      if (over) return;
      over = true;
      if (!paused) count(reason);
      agenda.after(intervalMs() * 1000 + rearmUs, run);
    };
    agenda.after(connectLimitMs * 1000, () => {
      if (!isConnected) end('L4TOUT');
    });
    agenda.after(limitMs * 1000, () => {
      end('L7TOUT');
    });
    network.connect(server.link, (result) => {
      isConnected = true;
      if (result === 'refused') end('L4CON');
      else if (isInTls(settings)) shakeHands(end);
      else if (settings.check === 'tcp') end('L4OK');
      else askOverHttp(end);
    });
  }

  /** One round trip of TLS 1.3 before anything is asked; a server that hangs does not answer. */
  function shakeHands(end: (reason: CheckReason) => void) {
    agenda.after(latencyUs, () => {
      const fault = faults[component];
      if (fault === 'hang' || fault === 'drop') return;
      const certificate = certificateOf(network.run.components[component]);
      const isRefused =
        settings.verify === 'required' &&
        certificateProblem(certificate, siteName, agenda.nowUs) !== undefined;
      agenda.after(latencyUs, () => {
        if (fault === 'refuse') end('L4CON');
        else if (isRefused) end('L6RSP');
        else if (settings.check === 'tcp') end('L6OK');
        else askOverHttp(end);
      });
    });
  }

  /** The request goes there and the answer comes back; what the server is when the request arrives decides. */
  function askOverHttp(end: (reason: CheckReason) => void) {
    agenda.after(latencyUs, () => {
      const answer = answerOf(faults[component] ?? 'up');
      // A greeting in another protocol is no answer to a request.
      const reason = answer === 'L7OK' && !isHttp ? 'L7RSP' : answer;
      if (reason) {
        agenda.after(latencyUs, () => {
          end(reason);
        });
      }
    });
  }

  function answerOf(fault: Fault): CheckReason | undefined {
    switch (fault) {
      case 'up':
        return 'L7OK';
      case 'health-404':
        // A server that is DOWN is not brought back by a 404.
        return settings.disable_on_404 && verdict !== 'down' ? 'L7OKC' : 'L7STS';
      case 'error-500':
      case 'error-503':
      case 'health-500':
        return 'L7STS';
      case 'refuse':
        return 'L4CON';
      case 'hang':
      case 'drop':
        return undefined;
    }
  }

  function count(reason: CheckReason) {
    const passed = passing.includes(reason);
    if (passed) {
      health += 1;
      if (health >= rise) health = top;
    } else {
      health -= 1;
      if (health < rise) health = 0;
    }
    const kind = passed ? 'check-passed' : 'check-failed';
    recorder.event(kind, component, -1, balancer, packCheck(reason, health));
    const next: Verdict =
      health < rise ? 'down' : reason === 'L7OKC' ? 'stopping' : passed ? 'up' : verdict;
    decide(next);
  }

  function decide(next: Verdict) {
    if (next === verdict) return;
    verdict = next;
    recorder.event(`server-${verdict}`, component, -1, balancer);
    judge(server, verdict);
  }

  return {
    run,
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
      health = rise;
      decide('up');
    },
  };
}
