/** What a simulation returns: a table of requests and a table of events, both in typed arrays. */
import type { Run } from './run.ts';

/**
 * The kinds of event. The numbers are permanent, since the trace's hash covers them; `rank` is 1 for a fault or a change
 * of state, 2 for a health check, 3 for a request's hop. `component` is the index in `run.components` of the one that
 * acts; `a` and `b` are said per kind.
 */
export const eventKinds = {
  /** Something happened to the component. a: index in `actions`. */
  fault: { code: 1, rank: 1 },
  /** A load balancer (a) has marked the server `component` DOWN. */
  'server-down': { code: 2, rank: 1 },
  /** b: 1 when the server, UP for a while, has its full weight again (`slowstart`), else 0. */
  'server-up': { code: 3, rank: 1 },
  /** A 404 to the check: no new requests, still UP (`disable-on-404`). */
  'server-stopping': { code: 4, rank: 1 },
  /** An administrator has told a load balancer (a) what to do with the server `component`. b: index in `actions`. */
  administer: { code: 5, rank: 1 },
  /** A load balancer (a) begins to check the server `component`. b: one-way latency in µs. */
  'check-start': { code: 10, rank: 3 },
  /** a: the load balancer; b: `packCheck(reason, health)`, where health counts after this result. */
  'check-passed': { code: 11, rank: 2 },
  'check-failed': { code: 12, rank: 2 },
  /** A request comes into being at a client. a: its IPv4 address as an int32; b: 1 for a write, else 0. */
  arrive: { code: 20, rank: 3 },
  /** The request sets out along link a, for b µs. */
  send: { code: 21, rank: 3 },
  /** An answer sets out back along link a, for b µs. */
  reply: { code: 22, rank: 3 },
  /** The connection over link a is refused; the refusal travels back for b µs. */
  refuse: { code: 23, rank: 3 },
  /** Packets that came over link a are dropped at the component. */
  lost: { code: 24, rank: 3 },
  /** Accepted by a component that will never answer. */
  hung: { code: 25, rank: 3 },
  /** Waits for a worker. a: how many wait now, this one included. */
  queue: { code: 26, rank: 3 },
  /** Service begins. a: its length in µs; b: busy workers, this one included. */
  start: { code: 27, rank: 3 },
  /** The component's own work is done. */
  finish: { code: 28, rank: 3 },
  /** The component makes an answer. a: status; b: index in `answerReasons`. */
  answer: { code: 29, rank: 3 },
  /** A load balancer chooses the server a (a component). b: index in `choiceReasons`. */
  choose: { code: 30, rank: 3 },
  /** A load balancer opens a connection over link a. b: attempt, from 1. */
  connect: { code: 31, rank: 3 },
  connected: { code: 32, rank: 3 },
  /** a: link; b: index in `failureReasons`. */
  'connect-failed': { code: 33, rank: 3 },
  /** Waits for b µs before the next attempt, after the failure over link a. */
  wait: { code: 34, rank: 3 },
  /** The component cuts an open connection that came over link a. */
  reset: { code: 35, rank: 3 },
  /** The client has its answer. a: status (0: refused or reset); b: outcome code. */
  end: { code: 36, rank: 3 },
  /** The client stops waiting. */
  'give-up': { code: 37, rank: 3 },
  /** Waits in a load balancer for a place at the server behind link a; for any server when a is -1. b: how many wait there now, this one included. */
  enqueue: { code: 38, rank: 3 },
  /** Leaves that queue, for a server or for good. a: as above; b: how many still wait there. */
  dequeue: { code: 39, rank: 3 },
  /** The load balancer `component` tells the others that it is master of the virtual address a. b: its priority; 0 when it leaves. */
  'vrrp-advert': { code: 40, rank: 2 },
  /** It becomes master of a, and has the address. */
  'vrrp-master': { code: 41, rank: 1 },
  /** It waits for a to become free, and does not have the address. */
  'vrrp-backup': { code: 42, rank: 1 },
  /** Its network interface is down, so that it cannot take part in a. */
  'vrrp-fault': { code: 43, rank: 1 },
  /** A gratuitous ARP of the load balancer moves everybody who sends to the virtual address a to it. */
  arp: { code: 44, rank: 1 },
  /** Something happens to the load balancer's part in virtual addresses, such as a. b: index in `actions`. */
  'vrrp-command': { code: 45, rank: 1 },
  /** A load balancer (a) begins to count the server `component` with another weight. b: in sixteenths. */
  weight: { code: 46, rank: 1 },
  /** A load balancer (a) does not take the weight that an administrator wants for the server `component`. */
  'weight-refused': { code: 47, rank: 1 },
  /** A name is looked up: the client asks its resolver (a: −1), or the resolver a name server (a). One way takes b µs. */
  'dns-query': { code: 50, rank: 3 },
  /** The client leaves an address, behind link a, for the next one. b: index in `leftBehind` (see `dns/happy-eyeballs.ts`). */
  'dns-next': { code: 51, rank: 3 },
  /** The client has an answer. a: index in `dnsResults`; b: index in `answerSources` (see `dns/`). */
  'dns-answer': { code: 52, rank: 3 },
  /** The request's client, or the resolver when it is none's, holds the address a (0: none), until b ms; an event for each address. */
  'dns-held': { code: 53, rank: 3 },
  /** The records of a name server change. a: index in the run's events. */
  'dns-record': { code: 54, rank: 1 },
  /** A firewall, the component's own or its host's, drops a packet that came over link a. b: `packRule` (see `firewall/rules.ts`). */
  'fw-dropped': { code: 55, rank: 3 },
  /** The same, and its sender is told. */
  'fw-rejected': { code: 56, rank: 3 },
  /** Another ruleset is loaded. a: its place among the owner's, from 1; 0 for the one at the start. */
  'fw-replaced': { code: 57, rank: 1 },
  /** Rule a has decided b packets so far; those that it dropped or rejected are not among them. */
  'fw-counted': { code: 58, rank: 3 },
  /** A client begins to open a TCP connection over link a. */
  'tcp-open': { code: 60, rank: 3 },
  /** It is open. a: link. */
  'tcp-opened': { code: 61, rank: 3 },
  /** A packet of a connection that is being made sets out along link a, for b µs; back when a is −1 − link. */
  packet: { code: 62, rank: 3 },
  /** A round trip of a TLS handshake over link a begins. b: `packRound` (see `tls/round.ts`). */
  'tls-round': { code: 63, rank: 3 },
  /** The end of a handshake that came over link a computes for b µs. */
  'tls-work': { code: 64, rank: 3 },
  /** The handshake over link a is done. b: as above. */
  'tls-opened': { code: 65, rank: 3 },
  /** No connection over link a. b: index in `tlsFailures`. */
  'tls-failed': { code: 66, rank: 3 },
  /** A load balancer that passes a connection on closes it before a request has come. a: the link that it came over. */
  'hang-up': { code: 67, rank: 3 },
  /** A request has crashed the component's process. a: the version of the code that ran. */
  crash: { code: 85, rank: 1 },
  /** The host has no memory left and has killed the component's process. a: MiB used on the host; b: those of the process. */
  'oom-kill': { code: 86, rank: 1 },
  /** a: the version of the code that is put there. */
  deploy: { code: 87, rank: 1 },
  /** The component's process runs again. a: the version of the code. */
  started: { code: 88, rank: 1 },
  /** The process cannot start without its files. a: the component that should have them. */
  'start-failed': { code: 89, rank: 1 },
  /** An operator restarts the process. */
  restart: { code: 90, rank: 1 },
  /** A write waits for the host's disk for a µs, which then takes b µs. */
  disk: { code: 91, rank: 3 },
  /** A database has written the request's transaction into its binary log. a: row; b: its place there, from 1. */
  'binlog-write': { code: 70, rank: 3 },
  /** The transaction is committed: everybody who asks this database sees it. a: row; b: index in `statements`. */
  commit: { code: 71, rank: 3 },
  /** A read. a: which of its client's writes it saw last, from 1, 0 for none; b: how many later ones it missed that had been acknowledged. */
  read: { code: 72, rank: 3 },
  /** The transaction sets out to the database a, for b µs. */
  'binlog-send': { code: 73, rank: 3 },
  /** The IO thread of a replica has written the transaction into its relay log. a: how many are there; b: the sender. */
  'relay-write': { code: 74, rank: 3 },
  /** The SQL thread begins with the transaction. a: the second in which it ended on its first database; b: index in `statements`. */
  'apply-start': { code: 75, rank: 3 },
  /** The SQL thread has applied it. a: row; b: its place in this database's own binary log, from 1. */
  apply: { code: 76, rank: 3 },
  /** A replica's thread, `packThread` (see `replica-threads.ts`) in b, runs or stands. a: its source. */
  'replication-thread': { code: 77, rank: 1 },
  /** a: 1 when commits wait for a replica from now on, 0 when they do not. */
  'semi-sync': { code: 78, rank: 1 },
  /** A replica tells the database a that it has the transaction; the message takes b µs. */
  'semi-sync-ack': { code: 79, rank: 3 },
  /** a: 1 when the database is the primary from now on; 0 when it first applies its relay log. */
  promotion: { code: 80, rank: 1 },
  /** a: 1 when the database takes no writes from now on; 0 when it does. b: index in `readOnlyReasons`. */
  'read-only': { code: 81, rank: 1 },
  /** The database is cut off from other databases (a: 1), or not any more (0). */
  partition: { code: 82, rank: 1 },
  /** Whoever watches the primary `component` has asked it. a: checks failed in a row; b: of how many. */
  'primary-check': { code: 83, rank: 2 },
  /** The members of its group that a database sees, itself included (a), out of b. */
  'group-view': { code: 84, rank: 1 },
  /** A collector has read the counters of a components and b new lines of access logs. */
  sample: { code: 95, rank: 3 },
  /** Measurements set out along link a, for b µs. */
  report: { code: 96, rank: 3 },
  /** A monitor has what was read of the component a: its counter of requests stood at b. */
  stored: { code: 97, rank: 3 },
  /** The condition of a monitor's alert rule a (an index) begins to hold. b of all four: the value in thousandths, -1 for none. */
  'alert-pending': { code: 98, rank: 2 },
  /** It has held for long enough: somebody is called. */
  'alert-firing': { code: 99, rank: 1 },
  /** It does not hold any more, after it had for long enough. */
  'alert-resolved': { code: 100, rank: 1 },
  /** It does not hold any more, before it had for long enough. */
  'alert-calmed': { code: 101, rank: 2 },
  /** A monitor has heard nothing of the component a for too long. */
  silence: { code: 102, rank: 1 },
  /** … and hears of it again. */
  heard: { code: 103, rank: 1 },
  /** A probe sends a request of its own. a: which one, from 1. Its number as a request is below -1 (see `requests.ts`). */
  'probe-start': { code: 104, rank: 3 },
  /** It is answered well. a: status; b: how long it took, in µs. */
  'probe-passed': { code: 105, rank: 2 },
  /** It is not. a: status, 0 for none; b: as above. */
  'probe-failed': { code: 106, rank: 2 },
  /** A monitor's question sets out along link a, for b µs. */
  poll: { code: 107, rank: 3 },
  /** A monitor's question to the component a has no answer. */
  'poll-failed': { code: 108, rank: 2 },
  /** A monitor has evaluated its alert rule a. b: as above. */
  evaluated: { code: 109, rank: 3 },
  /** The request repeats request a. b: how often that has been done now. */
  'client-retry': { code: 110, rank: 3 },
  /**
   * nginx (a) sends the server `component` nothing until b ms: it has failed `max_fails` times. nginx 1.22 logs “upstream
   * server temporarily disabled” then (`ngx_http_upstream_free_round_robin_peer`).
   */
  'server-left-out': { code: 111, rank: 1 },
  /** A request that was at the server before has failed, too, so that the pause begins anew: until b ms. */
  'server-left-out-longer': { code: 112, rank: 1 },
  /** The pause is over, and one request tries the server; no other does until it is answered, or until b ms. */
  'server-tried': { code: 113, rank: 1 },
  /** The server has answered after the pause, and nginx has forgotten its failures. */
  'server-back': { code: 114, rank: 1 },
} as const;

export type EventKind = keyof typeof eventKinds;

const kindByCode = new Map<number, EventKind>(
  Object.entries(eventKinds).map(([kind, { code }]) => [code, kind as EventKind]),
);

/** The kind with this code. @throws Error when there is none. */
export function kindOf(code: number): EventKind {
  const kind = kindByCode.get(code);
  if (!kind) throw new Error(`There is no event kind with code ${code}.`);
  return kind;
}

/** Why a health check ended as it did, in the words of HAProxy's log. Append only. */
export const checkReasons = [
  'L4OK',
  'L7OK',
  'L7OKC',
  'L4CON',
  'L4TOUT',
  'L7STS',
  'L7TOUT',
  'L7RSP',
  'L6OK',
  'L6RSP',
] as const;
export type CheckReason = (typeof checkReasons)[number];

/** Why an answer is what it is. Append only. */
export const answerReasons = [
  'served',
  'error-500',
  'no-server',
  'retries-exhausted',
  'server-timeout',
  'server-reset',
  'session-shutdown',
  'upstream-refused',
  'upstream-timeout',
  'no-live-upstreams',
  'error-503',
  'queue-timeout',
  'queue-full',
  'no-database',
  'database-error',
  'too-many-connections',
  'read-only',
  'no-quorum',
  'duplicate-key',
  'invalid-response',
] as const;
export type AnswerReason = (typeof answerReasons)[number];

/** Why a load balancer took the server that it took. Append only. */
export const choiceReasons = ['balance', 'redispatch', 'next-upstream', 'cookie', 'queue'] as const;
export type ChoiceReason = (typeof choiceReasons)[number];

/** Why a connection was not made, did not last, or brought an answer that counts as a failure. Append only. */
export const failureReasons = [
  'refused',
  'timeout',
  'reset',
  'status',
  'handshake',
  'invalid',
] as const;
export type FailureReason = (typeof failureReasons)[number];

/** Why a connection was not made, or made and not used. Append only. */
export const tlsFailures = [
  'refused',
  'reset',
  'certificate-expired',
  'certificate-name',
  'version',
] as const;
export type TlsFailure = (typeof tlsFailures)[number];

/** Why a database takes no writes, or takes them again. Append only. */
export const readOnlyReasons = [
  'configured',
  'promoted',
  'fenced',
  'unfenced',
  'rejoined',
  'no-majority',
  'elected',
  'restarted',
] as const;
export type ReadOnlyReason = (typeof readOnlyReasons)[number];

/** answered: status below 500. failed: 500 and above, refused, reset. dropped: the client stopped waiting. */
export const outcomes = ['in-flight', 'answered', 'failed', 'dropped'] as const;
export type Outcome = (typeof outcomes)[number];

/** The place of each in `outcomes`. */
export const outcomeCodes: Readonly<Record<Outcome, number>> = {
  'in-flight': 0,
  answered: 1,
  failed: 2,
  dropped: 3,
};

const healthRange = 4096;

/** A check's reason and the health counter after it, as one number. */
export const packCheck = (reason: CheckReason, health: number): number =>
  checkReasons.indexOf(reason) * healthRange + health;

export const unpackCheck = (packed: number): { reason: CheckReason; health: number } => ({
  reason: checkReasons[Math.floor(packed / healthRange)] ?? 'L4OK',
  health: packed % healthRange,
});

/** One row a request, in order of arrival. */
export interface RequestTable {
  readonly length: number;
  readonly arrivalUs: Float64Array;
  /** When the client had its answer or gave up; -1 while it waits. */
  readonly endUs: Float64Array;
  /** The client's IPv4 address. */
  readonly address: Uint32Array;
  /** 1 for a write, else 0. */
  readonly write: Uint8Array;
  /** Which request of the workload it is, from 0, or which one it repeats. */
  readonly ordinal: Uint32Array;
  /** What the run gives of it, as an index in `givenRequests(run)`; -1 for nothing. */
  readonly given: Int32Array;
  /** The HTTP status that the client got; 0 for none. */
  readonly status: Uint16Array;
  /** Index in `outcomes`. */
  readonly outcome: Uint8Array;
  /** The server that was tried last, as an index in `run.components`; -1 for none. */
  readonly server: Int32Array;
  /** Attempts after the first. */
  readonly retries: Uint16Array;
}

/** One row an event, in order of time; `seq` is the row's number. */
export interface EventTable {
  readonly length: number;
  readonly tUs: Float64Array;
  readonly kind: Uint8Array;
  readonly component: Int32Array;
  /** The request it belongs to; -1 for none. */
  readonly request: Int32Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
}

export interface Trace {
  readonly run: Run;
  readonly endUs: number;
  readonly requests: RequestTable;
  readonly events: EventTable;
  /** Covers every number of both tables: equal runs have equal hashes in every browser. */
  readonly hash: string;
}
