/**
 * The table that everybody reads and writes: rows with an AUTO_INCREMENT primary key, each with the request that wrote it
 * last. A replica changes it as row-based replication does: by the key alone, whatever the row held before.
 * https://mariadb.com/kb/en/auto_increment/ and https://mariadb.com/kb/en/binary-log-formats/#row-based-logging
 */
import type { Transaction } from './transaction.ts';

/** ER_DUP_ENTRY: there is a row with this key. ER_KEY_NOT_FOUND: there is none. */
export type ApplyError = 1062 | 1032;

export interface Table {
  readonly rows: ReadonlyMap<number, number>;
  /** Takes the next key, as `auto_increment_increment` and `auto_increment_offset` say; nobody gets it again. */
  takeKey(): number;
  /** Changes the row; returns the error instead when that cannot be done. */
  apply(transaction: Transaction): ApplyError | undefined;
  /** The key of the newest row that a client has inserted. */
  newestRowOf(client: number): number | undefined;
}

export interface KeySettings {
  readonly auto_increment_increment: number;
  readonly auto_increment_offset: number;
}

export function createTable({
  auto_increment_increment: increment,
  auto_increment_offset: offset,
}: KeySettings): Table {
  const rows = new Map<number, number>();
  const newest = new Map<number, number>();
  // MariaDB takes no notice of an offset that is larger than the increment.
  const start = offset > increment ? 1 : offset;
  const turnOf = (key: number) => Math.floor((key - start) / increment);
  /** The largest key that was ever taken here, or came from elsewhere. */
  let largest = 0;

  function insert({ row, request, client }: Transaction): ApplyError | undefined {
    if (rows.has(row)) return 1062;
    rows.set(row, request);
    newest.set(client, row);
    largest = Math.max(largest, row);
    return undefined;
  }

  return {
    rows,
    takeKey() {
      largest = largest < start ? start : start + (turnOf(largest) + 1) * increment;
      return largest;
    },
    apply(transaction) {
      const { statement, row, request } = transaction;
      switch (statement) {
        case 'insert':
          return insert(transaction);
        case 'update':
          if (!rows.has(row)) return 1032;
          rows.set(row, request);
          return undefined;
        case 'delete':
          return rows.delete(row) ? undefined : 1032;
        case 'create':
        case 'temporary':
          return undefined;
      }
    },
    newestRowOf: (client) => newest.get(client),
  };
}
