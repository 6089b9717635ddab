/** What the requests that write do in a database: the statements, before they are in its binary log. */
import type { Network } from '../network.ts';
import type { Requests } from '../requests.ts';
import type { Statement } from '../run.ts';
import { createServiceTimes } from '../service-times.ts';
import type { Settings } from '../settings.ts';
import type { BinaryLog } from './binary-log.ts';
import type { Table } from './table.ts';
import type { Transaction } from './transaction.ts';

export interface Writer {
  /** The request has come. */
  began(request: number): void;
  /** Whether anything is to stay that `read_only` forbids: a temporary table does not. */
  isKept(request: number): boolean;
  /** Whether the request inserts a row whose key it names, and there is one with that key. */
  isDuplicate(request: number): boolean;
  /** What the request's statement makes; `undefined` when it changes nothing that others see. */
  transactionOf(request: number): Transaction | undefined;
}

interface WriterOptions {
  readonly network: Network;
  readonly component: number;
  readonly requests: Requests;
  readonly settings: Settings<'database'>;
  readonly serverId: number;
  readonly log: BinaryLog;
  readonly table: Table;
}

export function createWriter(options: WriterOptions): Writer {
  const { network, component, requests, settings, serverId, log, table } = options;
  const { agenda, recorder, run } = network;
  const workOf = createServiceTimes(run.seed, run.components[component]?.id ?? '', settings);
  const begun = new Map<number, number>();
  let sequence = 0;

  const statementOf = (request: number): Statement =>
    requests.given(request)?.statement ?? run.workload.write_statement ?? 'insert';

  /** The statement and its row. Who updates and has no row yet inserts one. */
  function changeOf(request: number): Pick<Transaction, 'statement' | 'row'> | undefined {
    const statement = statementOf(request);
    if (statement === 'temporary') return undefined;
    if (statement === 'create') return { statement, row: 0 };
    const given = requests.given(request)?.row;
    const row = given ?? table.newestRowOf(recorder.addressOf(request));
    if (statement === 'insert') return { statement, row: given ?? table.takeKey() };
    if (statement === 'update' && row === undefined) {
      return { statement: 'insert', row: table.takeKey() };
    }
    return row !== undefined && table.rows.has(row) ? { statement, row } : undefined;
  }

  return {
    began(request) {
      begun.set(request, agenda.nowUs);
    },
    isKept: (request) => statementOf(request) !== 'temporary',
    isDuplicate(request) {
      const row = requests.given(request)?.row;
      return statementOf(request) === 'insert' && row !== undefined && table.rows.has(row);
    },
    transactionOf(request) {
      const startUs = begun.get(request) ?? agenda.nowUs;
      begun.delete(request);
      const change = changeOf(request);
      if (!change) return undefined;
      const given = requests.givenServiceUs(request);
      sequence = Math.max(sequence, log.last?.sequence ?? 0) + 1;
      return {
        ...change,
        request,
        client: recorder.addressOf(request),
        serverId,
        sequence,
        startUs,
        endUs: agenda.nowUs,
        workUs: given ?? workOf(request, requests.slowdown(request)),
        isLong: given !== undefined,
      };
    },
  };
}
