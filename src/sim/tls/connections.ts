/**
 * How a connection is made: TCP, then TLS where the link is encrypted, in round trips along every link up to the component
 * where TLS ends, which may lie behind a load balancer that passes bytes on. RFC 5246, RFC 8446.
 */
import type { Network } from '../network.ts';
import { speaksHttp } from '../run.ts';
import { resolveSettings } from '../settings.ts';
import { tlsFailures, type TlsFailure } from '../trace.ts';
import { certificateOf, certificateProblem, siteName } from './certificate.ts';
import { clientWorkUs, relayWorkUs, serverWorkUs } from './cost.ts';
import { encryptionOf, passesThrough } from './encryption.ts';
import { createProcessor, type Processor } from './processor.ts';
import { packRound, roundTripsOf, workRoundOf, type Handshake } from './round.ts';
import { coresOf, endOf, handshakeOf } from './terms.ts';

/** Called once; without a failure the connection is open. Never called when packets are lost or nobody answers. */
export type Opened = (failure?: TlsFailure) => void;

export interface Connections {
  /**
   * A client opens a connection over `link` for this request.
   * @param isWanted Whether the client still waits for it.
   */
  dial(request: number, link: number, isWanted: () => boolean, opened: Opened): void;
  /** A load balancer makes a handshake along `path`, whose TCP connection is open. */
  secure(
    request: number,
    balancer: number,
    path: readonly number[],
    server: ServerTerms,
    opened: Opened,
  ): void;
}

export type ConnectionsFactory = (network: Network) => Connections;

/** What a load balancer asks of its servers. */
export interface ServerTerms {
  /** Whether it looks at their certificates. */
  readonly verifies: boolean;
  /** Whether it goes on with the keys of earlier connections. */
  readonly resumes: boolean;
}

/** Who opens a connection, and with what. */
interface Opener {
  readonly component: number;
  readonly handshake: Handshake;
  readonly verifies: boolean;
  readonly work: Processor;
  readonly workUs: number;
  readonly isWanted: () => boolean;
}

export const tls: ConnectionsFactory = (network) => {
  const { agenda, recorder, run, links, faults } = network;
  const encrypted = encryptionOf(run);
  const ends = run.components.map((component) => {
    const cores = coresOf(component, run.hosts.find(({ id }) => id === component.host)?.cores);
    return { ...endOf(component), work: createProcessor(agenda, cores) };
  });
  const ownWork = createProcessor(agenda, 0);
  /** Servers whose keys each load balancer has, as `balancer/server`. */
  const keysKept = new Set<string>();
  const toOf = (link: number) => links[link]?.toIndex ?? -1;
  const fromOf = (link: number) => links[link]?.fromIndex ?? -1;
  const latencyOf = (link: number) => links[link]?.latencyUs ?? 0;

  /** Sends a packet along `path`; `arrived` is called at its end, `broken` when a process on the way has ended. */
  function carry(
    request: number,
    path: readonly number[],
    arrived: () => void,
    broken: () => void,
    from = 0,
  ) {
    const link = path[from];
    if (link === undefined) {
      arrived();
      return;
    }
    recorder.event('packet', fromOf(link), request, link, latencyOf(link));
    agenda.after(latencyOf(link), () => {
      const here = toOf(link);
      const isEnd = from === path.length - 1;
      if (faults[here] === 'drop') recorder.event('lost', here, request, link);
      else if (faults[here] === 'refuse') back(request, path.slice(0, from + 1), broken);
      else if (faults[here] === 'hang' && isEnd) recorder.event('hung', here, request, link);
      else carry(request, path, arrived, broken, from + 1);
    });
  }

  /** Sends the answer back along `path`. */
  function back(request: number, path: readonly number[], arrived: () => void) {
    const link = path.at(-1);
    if (link === undefined) {
      arrived();
      return;
    }
    if (faults[toOf(link)] === 'drop') {
      recorder.event('lost', toOf(link), request, link);
      return;
    }
    recorder.event('packet', toOf(link), request, -1 - link, latencyOf(link));
    agenda.after(latencyOf(link), () => {
      back(request, path.slice(0, -1), arrived);
    });
  }

  /** All round trips of a handshake over the open connection along `path`. */
  function shake(request: number, opener: Opener, path: readonly number[], opened: Opened) {
    const { component, handshake } = opener;
    const rounds = roundTripsOf(handshake);
    const workRound = workRoundOf(handshake);
    const first = path[0] ?? -1;
    let way = path;
    /** The load balancer that passes the connection on. */
    let relay = -1;
    let isOver = false;
    /** The load balancer passes nothing on any more. */
    let isCut = false;

    function end(failure?: TlsFailure) {
      if (isOver || !opener.isWanted()) return;
      isOver = true;
      if (failure === undefined) {
        const packed = packRound({ ...handshake, round: rounds });
        recorder.event('tls-opened', component, request, first, packed);
      } else {
        recorder.event('tls-failed', component, request, first, tlsFailures.indexOf(failure));
        if (relay >= 0) hangUp();
      }
      opened(failure);
    }

    /** What the client says last travels to whoever passes its bytes on. */
    function hangUp() {
      const balancer = relay;
      agenda.after(
        path.reduce((sum, link) => sum + latencyOf(link), 0),
        () => {
          network.nodeOf(balancer).hungUp?.(request);
        },
      );
    }

    const broken = () => {
      end('reset');
    };

    function round(number: number) {
      if (isOver || !opener.isWanted()) return;
      recorder.event(
        'tls-round',
        component,
        request,
        first,
        packRound({ ...handshake, round: number }),
      );
      carry(
        request,
        way,
        () => {
          reach(() => {
            answer(number);
          });
        },
        broken,
      );
    }

    /** The first bytes that come to a load balancer which passes them on make it connect to a server. */
    function reach(arrived: () => void) {
      const last = way.at(-1) ?? -1;
      const here = toOf(last);
      const node = network.nodeOf(here);
      const relays = relay !== here && node.relay && isRelay(here);
      if (!relays) {
        arrived();
        return;
      }
      relay = here;
      const before = way;
      node.relay?.(request, last, {
        connected(onward) {
          way = [...before, ...onward];
          carry(
            request,
            onward,
            () => {
              reach(arrived);
            },
            broken,
          );
        },
        closed() {
          relay = -1;
          isCut = true;
          back(request, before, broken);
        },
      });
    }

    function answer(number: number) {
      if (isCut) return;
      const server = toOf(way.at(-1) ?? -1);
      if (!speaksHttp(run.components[server])) {
        // A ClientHello is nothing that a database understands, nor is its greeting a ServerHello.
        back(request, way, broken);
        return;
      }
      const { minVersion, keyType, work } = ends[server] as (typeof ends)[number];
      if (handshake.version < minVersion) {
        back(request, way, () => {
          end('version');
        });
        return;
      }
      if (number !== workRound) {
        back(request, way, () => {
          next(number);
        });
        return;
      }
      const workUs = serverWorkUs(handshake, keyType);
      work(
        workUs,
        () => {
          recorder.event('tls-work', server, request, way.at(-1), workUs);
        },
        () => {
          back(request, way, () => {
            judge(server, number);
          });
        },
      );
    }

    /** The opener has the server's certificate, unless it knows the server from before. */
    function judge(server: number, number: number) {
      if (isOver || isCut || !opener.isWanted()) return;
      const shown = certificateOf(run.components[server]);
      const looksAt = opener.verifies && !handshake.resumed;
      const problem = looksAt ? certificateProblem(shown, siteName, agenda.nowUs) : undefined;
      opener.work(
        opener.workUs,
        () => {
          recorder.event('tls-work', component, request, first, opener.workUs);
        },
        () => {
          if (problem) end(problem);
          else next(number);
        },
      );
    }

    function next(number: number) {
      if (isCut) return;
      if (number < rounds) round(number + 1);
      else end();
    }

    round(1);
  }

  const isRelay = (component: number) => {
    const found = run.components[component];
    return found !== undefined && passesThrough(found);
  };

  return {
    dial(request, link, isWanted, opened) {
      const component = fromOf(link);
      const settings = resolveSettings('client', run.components[component]?.settings);
      const handshake = handshakeOf(settings);
      const watch = (along: number, us: number) => {
        const from = along < 0 ? toOf(-1 - along) : fromOf(along);
        if (isWanted()) recorder.event('packet', from, request, along, us);
      };
      recorder.event('tcp-open', component, request, link);
      network.connect(
        link,
        (result, path) => {
          if (!isWanted()) return;
          if (result === 'refused') {
            const reason = tlsFailures.indexOf('refused');
            recorder.event('tls-failed', component, request, link, reason);
            opened('refused');
            return;
          }
          recorder.event('tcp-opened', component, request, link);
          if (!encrypted[link]) {
            opened();
            return;
          }
          const workUs = clientWorkUs(handshake);
          const opener = { component, handshake, verifies: true, work: ownWork, workUs, isWanted };
          shake(request, opener, [...path], opened);
        },
        watch,
        request,
      );
    },
    secure(request, balancer, path, { verifies, resumes }, opened) {
      const server = toOf(path.at(-1) ?? -1);
      const key = `${balancer}/${server}`;
      const resumed = resumes && keysKept.has(key);
      const handshake: Handshake = { version: '1.3', resumed, helloRetry: false };
      const opener: Opener = {
        component: balancer,
        handshake,
        verifies,
        work: ends[balancer]?.work ?? ownWork,
        workUs: relayWorkUs(handshake),
        isWanted: () => true,
      };
      shake(request, opener, [...path], (failure) => {
        if (failure === undefined) keysKept.add(key);
        opened(failure);
      });
    },
  };
};
