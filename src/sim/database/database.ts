/**
 * A database server that replicates: MariaDB 10.11 with row-based binary logs. Requests are served as at any stage; then a
 * write goes into the binary log, waits for a replica where replication is semi-synchronous, and is committed. Replicas
 * follow with two threads each (`io-thread.ts`, `applier.ts`).
 * https://mariadb.com/kb/en/replication-overview/
 */
import type { NodeFactory } from '../modules.ts';
import { statements, type Fault } from '../run.ts';
import { resolveSettings } from '../settings.ts';
import { createStage } from '../stage.ts';
import { readOnlyReasons, type AnswerReason, type ReadOnlyReason } from '../trace.ts';
import { createApplier } from './applier.ts';
import { createBinaryLog } from './binary-log.ts';
import { watchPrimary } from './failover.ts';
import { groupOf } from './group.ts';
import { createIoThread } from './io-thread.ts';
import { createOperator } from './operator.ts';
import { peersOf, type Server } from './peers.ts';
import { createPromotion } from './promotion.ts';
import { createSemiSync } from './semi-sync.ts';
import { createTable, type ApplyError } from './table.ts';
import type { Transaction } from './transaction.ts';
import { createWriter } from './writer.ts';

type Done = (status: number, reason: AnswerReason) => void;

/** Error numbers of MariaDB, which the application turns into a 500. https://mariadb.com/kb/en/mariadb-error-codes/ */
const tooManyConnections = 1040;
const duplicateEntry = 1062;
const optionPreventsStatement = 1290;
/** MySQL's: https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html */
const rolledBackByGroup = 3101;

export const database: NodeFactory = (network, component, requests) => {
  const { agenda, recorder, run } = network;
  const settings = resolveSettings('database', run.components[component]?.settings);
  const peers = peersOf(network);
  const serverId = peers.servers.length + 1;
  const [incoming] = network.linksThat('replication', { to: component });
  const log = createBinaryLog();
  const table = createTable(settings);
  const visible = new Set<number>();
  /** In the binary log and not committed: what waits for a replica. */
  const prepared = new Set<Transaction>();
  const connections = new Set<number>();
  const isJoined = incoming ?? network.linksThat('replication', { from: component })[0];
  const group = settings.group_replication && isJoined ? groupOf(network, peers) : undefined;
  let isReadOnly = settings.read_only || (group?.isSecondary(component) ?? false);
  let wasAlive = true;
  /** The process has ended, and has not been started again. */
  let hasEnded = false;
  let wasReached = true;

  const stage = createStage(network, {
    component,
    kind: 'database',
    settings,
    requests,
    execute(request, done) {
      execute(request, (status, reason) => {
        connections.delete(request);
        done(status, reason);
      });
    },
  });
  const semiSync = settings.rpl_semi_sync_master_enabled
    ? createSemiSync({
        agenda,
        timeoutUs: settings.rpl_semi_sync_master_timeout_ms * 1000,
        turned: (isOn) => {
          recorder.event('semi-sync', component, -1, isOn ? 1 : 0);
        },
      })
    : undefined;
  const applier = createApplier({
    network,
    component,
    delayS: settings.master_delay_s,
    applyUs: settings.apply_ms === null ? undefined : settings.apply_ms * 1000,
    isAlive: () => peers.isAlive(component),
    source: () => io.source ?? -1,
    apply,
  });
  const io = createIoThread({
    network,
    peers,
    component,
    source: group ? undefined : incoming?.fromIndex,
    retryUs: settings.master_connect_retry_s * 1_000_000,
    last: () => log.last,
    received(transaction, from) {
      // A transaction that has gone around in a circle is at home again.
      if (transaction.serverId !== serverId) applier.add(transaction, from);
    },
  });
  const writer = createWriter({ network, component, requests, settings, serverId, log, table });
  const promotion = createPromotion(network, peers);
  const server: Server = {
    component,
    serverId,
    settings,
    log,
    io,
    applier,
    semiSync,
    get isReadOnly() {
      return isReadOnly;
    },
    setReadOnly,
    promote() {
      if (group) group.makePrimary(server);
      else promotion.begin(server);
    },
  };
  peers.add(server);
  group?.join(server);
  const operator = createOperator(network, peers, server);
  watchPrimary(network, peers, server);

  function execute(request: number, done: Done) {
    if (!requests.writes(request)) {
      read(request);
      done(200, 'served');
      return;
    }
    const mayWrite = !isReadOnly || requests.given(request)?.read_only_admin === true;
    if (!mayWrite && writer.isKept(request)) {
      done(optionPreventsStatement, 'read-only');
      return;
    }
    if (writer.isDuplicate(request)) {
      done(duplicateEntry, 'duplicate-key');
      return;
    }
    const transaction = writer.transactionOf(request);
    if (transaction) write(transaction, done);
    else done(200, 'served');
  }

  function read(request: number) {
    const arrivedUs = recorder.arrivalUsOf(request);
    const { version, missed } = peers.histories.seen(
      recorder.addressOf(request),
      (write) => visible.has(write),
      (write) => (recorder.answeredUsOf(write) ?? Infinity) <= arrivedUs,
    );
    recorder.event('read', component, request, version, missed);
  }

  function write(transaction: Transaction, done: Done) {
    if (!group) {
      record(transaction, done);
      return;
    }
    group.commit(component, transaction, (isCommitted) => {
      if (isCommitted) record(transaction, done);
      else done(rolledBackByGroup, 'no-quorum');
    });
  }

  function record(transaction: Transaction, done: Done) {
    const place = log.append(transaction);
    recorder.event('binlog-write', component, transaction.request, transaction.row, place);
    peers.histories.executed(transaction.client, transaction.request);
    prepared.add(transaction);
    if (settings.rpl_semi_sync_master_wait_point === 'AFTER_COMMIT') commit(transaction);
    passOn();
    const finish = () => {
      commit(transaction);
      done(200, 'served');
    };
    if (semiSync) semiSync.wait(place, finish);
    else finish();
  }

  function commit(transaction: Transaction) {
    if (!prepared.delete(transaction)) return;
    const { request, row, statement } = transaction;
    table.apply(transaction);
    visible.add(request);
    recorder.event('commit', component, request, row, statements.indexOf(statement));
  }

  function apply(transaction: Transaction): ApplyError | undefined {
    // The row is locked by what waits for a replica, and there when the lock is released.
    if (transaction.statement === 'insert' && isInserting(transaction.row)) return 1062;
    const error = table.apply(transaction);
    if (error !== undefined) return error;
    visible.add(transaction.request);
    const place = log.append(transaction);
    recorder.event('apply', component, transaction.request, transaction.row, place);
    passOn();
    return undefined;
  }

  const isInserting = (key: number) =>
    [...prepared].some(({ statement, row }) => statement === 'insert' && row === key);

  /** Tells those that read this binary log. */
  function passOn() {
    for (const { io: reader } of peers.servers) if (reader.source === component) reader.read();
  }

  function setReadOnly(on: boolean, reason: ReadOnlyReason) {
    if (isReadOnly === on) return;
    isReadOnly = on;
    recorder.event('read-only', component, -1, on ? 1 : 0, readOnlyReasons.indexOf(reason));
  }

  function faulted(fault: Fault) {
    const isAlive = peers.isAlive(component);
    if (fault === 'refuse') {
      hasEnded = true;
      semiSync?.ended();
      group?.ended(component);
      io.ended();
    }
    if (isAlive !== wasAlive) {
      wasAlive = isAlive;
      connections.clear();
      applier.reconsider();
      if (isAlive && hasEnded) start();
    }
    peers.reconsider();
    const isReached = peers.canTalk(component, component);
    if (isReached && !wasReached) operator.rejoin();
    wasReached = isReached;
  }

  function start() {
    hasEnded = false;
    // What was in the binary log when the process ended is committed when it starts: the log coordinates the engines.
    for (const transaction of prepared) commit(transaction);
    semiSync?.started();
    group?.started(server);
    io.start();
  }

  return {
    ...stage,
    receive(request, via) {
      const isFull = settings.max_connections > 0 && connections.size >= settings.max_connections;
      if (isFull && !connections.has(request)) {
        network.answer(request, via, tooManyConnections, 'too-many-connections');
        return;
      }
      connections.add(request);
      writer.began(request);
      stage.receive(request, via);
    },
    faulted(fault) {
      stage.faulted?.(fault);
      faulted(fault);
    },
    acted(action, value) {
      stage.acted?.(action, value);
      operator.act(action, value);
    },
  };
};
