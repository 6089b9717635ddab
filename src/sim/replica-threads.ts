/** The two threads of a replica: the IO thread copies the primary's binary log, the SQL thread applies the copy. */

/** A number from 1000 on is the error that has stopped it. */
export type ThreadState = 'runs' | 'stopped' | 'connecting' | number;

export interface Threads {
  readonly io: ThreadState;
  readonly sql: ThreadState;
}

export type ThreadName = keyof Threads;

/** As an operator calls them: STOP SLAVE IO_THREAD. */
export const threadOfWord: Readonly<Record<string, ThreadName>> = {
  IO_THREAD: 'io',
  SQL_THREAD: 'sql',
};

const words = ['runs', 'stopped', 'connecting'] as const;
const sqlOffset = 10_000;

/** For the trace: a thread and its state as one number. */
export function packThread(thread: ThreadName, state: ThreadState): number {
  const code = typeof state === 'number' ? state : words.indexOf(state);
  return (thread === 'sql' ? sqlOffset : 0) + code;
}

export function unpackThread(packed: number): {
  readonly thread: ThreadName;
  readonly state: ThreadState;
} {
  const code = packed % sqlOffset;
  return { thread: packed >= sqlOffset ? 'sql' : 'io', state: words[code] ?? code };
}
