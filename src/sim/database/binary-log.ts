/** The transactions that a database has written or applied (`log_slave_updates`), in its own order. */
import type { Transaction } from './transaction.ts';

export interface BinaryLog {
  readonly length: number;
  readonly last: Transaction | undefined;
  at(place: number): Transaction | undefined;
  /** Where the transaction is, from 0; `undefined` when it is not there. */
  placeOf(transaction: Transaction): number | undefined;
  /** Returns the new length. */
  append(transaction: Transaction): number;
}

export function createBinaryLog(): BinaryLog {
  const entries: Transaction[] = [];
  const places = new Map<Transaction, number>();
  return {
    get length() {
      return entries.length;
    },
    get last() {
      return entries.at(-1);
    },
    at: (place) => entries[place],
    placeOf: (transaction) => places.get(transaction),
    append(transaction) {
      places.set(transaction, entries.length);
      return entries.push(transaction);
    },
  };
}
