/**
 * The IO thread of a replica: it reads its source's binary log in order and writes what it gets into the relay log.
 * https://mariadb.com/kb/en/replication-threads/#slave-io-thread
 */
import type { Network } from '../network.ts';
import type { Peers, Server } from './peers.ts';
import { packThread, type ThreadState } from '../replica-threads.ts';
import type { Transaction } from './transaction.ts';

export interface IoThread {
  /** The database that it reads from; `undefined` when there is none. */
  readonly source: number | undefined;
  readonly state: ThreadState;
  /** How many transactions of the source's binary log it has received. */
  readonly received: number;
  /** START SLAVE IO_THREAD, STOP SLAVE IO_THREAD. */
  start(): void;
  stop(): void;
  /** CHANGE MASTER TO; it then has to be started. Without a source: RESET SLAVE ALL. */
  changeSource(source: number | undefined): void;
  /** The source's binary log has grown. */
  read(): void;
  /** Whether somebody can be reached may have changed. */
  reconsider(): void;
  /** The replica's own process has ended, or runs again. */
  ended(): void;
}

interface IoThreadOptions {
  readonly network: Network;
  readonly peers: Peers;
  readonly component: number;
  readonly source: number | undefined;
  readonly retryUs: number;
  /** The last transaction in the replica's own binary log. */
  readonly last: () => Transaction | undefined;
  /** A transaction of another database has come. */
  readonly received: (transaction: Transaction, from: number) => void;
}

/** ER_MASTER_FATAL_ERROR_READING_BINLOG: the source does not have the transaction that the replica had last. */
const unknownPosition = 1236;

export function createIoThread(options: IoThreadOptions): IoThread {
  const { network, peers, component } = options;
  const { agenda, recorder } = network;
  let { source } = options;
  let state: ThreadState = source === undefined ? 'stopped' : 'runs';
  /** Places in the source's binary log: what has come, and what has set out. */
  let received = 0;
  let sent = 0;
  /** False when the place from which to read is yet to be found. */
  let isPlaced = true;
  /** Counts the connections, so that what an earlier one carried is lost. */
  let connection = 0;

  function become(next: ThreadState) {
    if (state === next) return;
    state = next;
    recorder.event('replication-thread', component, -1, source ?? -1, packThread('io', next));
  }

  function disconnect() {
    connection += 1;
    sent = received;
  }

  function connect() {
    const server = source === undefined ? undefined : peers.at(source);
    if (!server) return;
    if (!peers.canTalk(server.component, component)) {
      become('connecting');
      const mine = connection;
      agenda.after(options.retryUs, () => {
        if (state === 'connecting' && mine === connection) connect();
      });
      return;
    }
    if (!isPlaced && !findPlace(server)) return;
    become('runs');
    read();
  }

  /** Asks the source to go on after the last transaction that this replica has. */
  function findPlace({ log }: Server): boolean {
    const last = options.last();
    const place = last ? log.placeOf(last) : -1;
    if (place === undefined) {
      become(unknownPosition);
      return false;
    }
    received = place + 1;
    sent = received;
    isPlaced = true;
    return true;
  }

  function read() {
    const server = source === undefined ? undefined : peers.at(source);
    if (!server || state !== 'runs' || !peers.canTalk(server.component, component)) return;
    for (let next = server.log.at(sent); next; next = server.log.at(sent)) {
      sent += 1;
      ship(server, next);
    }
  }

  function ship(server: Server, transaction: Transaction) {
    const latencyUs = peers.latencyUs(server.component, component);
    recorder.event('binlog-send', server.component, transaction.request, component, latencyUs);
    const mine = connection;
    agenda.after(latencyUs, () => {
      if (mine !== connection) return;
      received += 1;
      options.received(transaction, server.component);
      acknowledge(server, transaction, received);
    });
  }

  function acknowledge(server: Server, { request }: Transaction, place: number) {
    const { semiSync, log } = server;
    if (!semiSync || !peers.at(component)?.settings.rpl_semi_sync_slave_enabled) return;
    const latencyUs = peers.latencyUs(server.component, component);
    recorder.event('semi-sync-ack', component, request, server.component, latencyUs);
    agenda.after(latencyUs, () => {
      if (peers.canTalk(component, server.component)) semiSync.acknowledged(place, log.length);
    });
  }

  return {
    get source() {
      return source;
    },
    get state() {
      return state;
    },
    get received() {
      return received;
    },
    start: connect,
    stop() {
      disconnect();
      become('stopped');
    },
    changeSource(next) {
      disconnect();
      become('stopped');
      source = next;
      isPlaced = false;
    },
    read,
    reconsider() {
      if (source === undefined || state !== 'runs') return;
      if (!peers.canTalk(source, component)) disconnect();
      // A process that ends closes its connections; of packets that get lost a replica hears nothing.
      if (network.faults[source] === 'refuse' && peers.isAlive(component)) connect();
      else read();
    },
    ended: disconnect,
  };
}
