/** What a write is, from its commit on its first database to the last replica. */
import type { Statement } from '../run.ts';

export interface Transaction {
  /** The request that made it, which names it in the trace. */
  readonly request: number;
  /** The address of the client that sent it. */
  readonly client: number;
  readonly statement: Statement;
  /** The key of the row that it inserts, updates or deletes; 0 for a table. */
  readonly row: number;
  /** The `server_id` of the database that executed it, and its number among all that this database knew then. */
  readonly serverId: number;
  readonly sequence: number;
  /** When its statement began and ended there, and how much work it was. */
  readonly startUs: number;
  readonly endUs: number;
  readonly workUs: number;
  /** Whether the request brought that much work with it, so that it is as much on every replica. */
  readonly isLong: boolean;
}

/** MariaDB's global transaction id, in the domain 0: https://mariadb.com/kb/en/gtid/ */
export const gtidOf = ({ serverId, sequence }: Pick<Transaction, 'serverId' | 'sequence'>) =>
  `0-${serverId}-${sequence}`;
