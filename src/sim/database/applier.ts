/**
 * The SQL thread of a replica: it applies the relay log, one transaction after the other, in the order of the binary log.
 * https://mariadb.com/kb/en/replication-threads/#slave-sql-thread and /delayed-replication/
 */
import type { Network } from '../network.ts';
import { statements } from '../run.ts';
import { createQueue } from '../queue.ts';
import type { ApplyError } from './table.ts';
import { packThread, type ThreadState } from '../replica-threads.ts';
import type { Transaction } from './transaction.ts';

export interface Applier {
  readonly state: ThreadState;
  /** Whether nothing is left to apply. */
  readonly isIdle: boolean;
  /** The IO thread has written a transaction from this database into the relay log. */
  add(transaction: Transaction, from: number): void;
  /** START SLAVE SQL_THREAD, STOP SLAVE SQL_THREAD. */
  start(): void;
  stop(): void;
  /** Applies what is there without MASTER_DELAY, then calls `done`. */
  finish(done: () => void): void;
  /** Forgets what is not applied yet. */
  purge(): void;
  /** The process has ended, hangs, or goes on. */
  reconsider(): void;
}

interface ApplierOptions {
  readonly network: Network;
  readonly component: number;
  readonly delayS: number;
  /** What a usual transaction costs; as much as on its first database when not given. */
  readonly applyUs: number | undefined;
  readonly isAlive: () => boolean;
  /** The database from which transactions come, for the trace. */
  readonly source: () => number;
  readonly apply: (transaction: Transaction) => ApplyError | undefined;
}

const second = 1_000_000;
const secondOf = (tUs: number) => Math.floor(tUs / second);

export function createApplier(options: ApplierOptions): Applier {
  const { network, component, delayS, applyUs, isAlive } = options;
  const { agenda, recorder } = network;
  const relayLog = createQueue<Transaction>();
  let current: Transaction | undefined;
  let state: ThreadState = 'runs';
  let hurries = false;
  let isAsleep = false;
  let whenIdle: (() => void) | undefined;
  /** Counts what has interrupted the thread: what it was at it begins anew. */
  let interruptions = 0;

  const isIdle = () => current === undefined && relayLog.length === 0;

  function become(next: ThreadState) {
    if (state === next) return;
    state = next;
    const source = options.source();
    recorder.event('replication-thread', component, -1, source, packThread('sql', next));
  }

  function next() {
    if (state !== 'runs' || !isAlive()) return;
    current ??= relayLog.shift();
    if (!current) {
      whenIdle?.();
      return;
    }
    const transaction = current;
    const { request, endUs, workUs, isLong, statement } = transaction;
    const kind = statements.indexOf(statement);
    recorder.event('apply-start', component, request, secondOf(endUs), kind);
    const mine = interruptions;
    const waitUs = napUs(transaction);
    isAsleep = waitUs > 0;
    agenda.after(waitUs, () => {
      if (mine !== interruptions) return;
      isAsleep = false;
      agenda.after(isLong ? workUs : (applyUs ?? workUs), () => {
        if (mine === interruptions) apply(transaction);
      });
    });
  }

  function interrupt() {
    interruptions += 1;
    isAsleep = false;
  }

  /**
   * How long the thread sleeps for MASTER_DELAY: MariaDB counts in whole seconds from the one in which the statement began,
   * and takes its own clock as it is (`sql_delay_event` in sql/slave.cc).
   */
  function napUs({ startUs }: Transaction): number {
    if (delayS === 0 || hurries) return 0;
    return Math.max(0, secondOf(startUs) + delayS - secondOf(agenda.nowUs)) * second;
  }

  function apply(transaction: Transaction) {
    const error = options.apply(transaction);
    if (error !== undefined) {
      become(error);
      return;
    }
    current = undefined;
    next();
  }

  return {
    get state() {
      return state;
    },
    get isIdle() {
      return isIdle();
    },
    add(transaction, from) {
      relayLog.push(transaction);
      const waiting = relayLog.length + (current ? 1 : 0);
      recorder.event('relay-write', component, transaction.request, waiting, from);
      if (!current) next();
    },
    start() {
      if (state === 'runs') return;
      become('runs');
      next();
    },
    stop() {
      interrupt();
      become('stopped');
    },
    finish(done) {
      hurries = true;
      whenIdle = () => {
        whenIdle = undefined;
        done();
      };
      if (isAsleep) interrupt();
      else if (current) return;
      next();
    },
    purge() {
      interrupt();
      relayLog.clear();
      current = undefined;
    },
    reconsider() {
      interrupt();
      next();
    },
  };
}
