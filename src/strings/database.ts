// Words for databases that replicate.

const count = (number: number, one: string, many: string) =>
  `${number} ${number === 1 ? one : many}`;

/** What an error of a replica's thread means. */
const errors: Readonly<Record<number, string>> = {
  1032: 'there is no row with this key',
  1062: 'there is a row with this key already',
  1236: 'the other database does not know its last transaction',
};

export const texts = {
  binlogWrite: (request: number, at: string, place: number) =>
    `${at} writes request ${request} into its binary log, as number ${place}.`,
  commit: (request: number, at: string) =>
    `${at} commits request ${request}: whoever asks it sees the change.`,
  freshRead: (request: number, at: string, version: number) =>
    version === 0
      ? `Request ${request} reads at ${at}; its client has written nothing that is there.`
      : `Request ${request} reads at ${at} and sees its client’s write number ${version}.`,
  staleRead: (request: number, at: string, version: number, missed: number) =>
    `Request ${request} reads at ${at} and is stale: it sees its client’s write number ${version} and misses ${count(missed, 'later one', 'later ones')}.`,
  binlogSend: (request: number, from: string, to: string) =>
    `The transaction of request ${request} goes from ${from} to ${to}.`,
  relayWrite: (request: number, at: string, waiting: number) =>
    `${at} has the transaction of request ${request} in its relay log, where ${count(waiting, 'is', 'are')} to be applied.`,
  applyStart: (request: number, at: string) =>
    `The SQL thread of ${at} begins with the transaction of request ${request}.`,
  apply: (request: number, at: string) =>
    `${at} has applied the transaction of request ${request}: whoever asks it sees the change.`,
  ioRuns: (at: string, source: string) => `${at} reads the binary log of ${source}.`,
  sqlRuns: (at: string) => `The SQL thread of ${at} runs again.`,
  ioStopped: (at: string) => `The IO thread of ${at} is stopped: it gets no more transactions.`,
  sqlStopped: (at: string) => `The SQL thread of ${at} is stopped: it applies nothing more.`,
  connecting: (at: string, source: string) => `${at} has lost ${source} and tries to reach it.`,
  ioError: (at: string, source: string, error: number) =>
    `${at} cannot follow ${source}: error ${error}, ${errors[error] ?? 'its IO thread stops'}.`,
  sqlError: (at: string, error: number) =>
    `Replication stops at ${at}: error ${error}, ${errors[error] ?? 'its SQL thread stops'}.`,
  semiSyncOn: (at: string) => `Commits at ${at} wait for a replica again.`,
  semiSyncOff: (at: string) =>
    `No replica has answered in time: commits at ${at} do not wait any more.`,
  acknowledge: (request: number, at: string, to: string) =>
    `${at} tells ${to} that it has the transaction of request ${request}.`,
  promoting: (at: string) => `${at} is to become the primary: it applies what it has received.`,
  promoted: (at: string) => `${at} is the primary now.`,
  readOnly: {
    configured: (at: string, on: boolean) => readOnlyText(at, on),
    promoted: (at: string, on: boolean) => readOnlyText(at, on),
    fenced: (at: string) => `${at} is fenced: it takes no more writes.`,
    unfenced: (at: string) => `${at} takes writes again.`,
    rejoined: (at: string) => `${at} is a replica now and takes no writes.`,
    'no-majority': (at: string) => `${at} sees no majority and takes no more writes.`,
    elected: (at: string, on: boolean) => readOnlyText(at, on),
    restarted: (at: string) =>
      `${at} runs again and takes no writes: its group has yet to take it in.`,
  },
  cutOff: (at: string) => `${at} is cut off from the other databases.`,
  healed: (at: string) => `${at} reaches the other databases again.`,
  checked: (at: string, failed: number, of: number) =>
    failed === 0
      ? `${at} answers the monitor again.`
      : `${at} does not answer the monitor: ${failed} of ${of}.`,
  view: (at: string, seen: number, of: number) =>
    `${at} sees ${seen} of the ${of} members of its group${2 * seen > of ? '' : ': no majority'}.`,
} as const;

function readOnlyText(at: string, on: boolean): string {
  return on ? `${at} is read-only.` : `${at} takes writes.`;
}

export const marks = {
  stopped: (at: string) => `${at} stopped`,
  error: (at: string, error: number) => `${at} error ${error}`,
  semiSyncOff: 'semi-sync off',
  semiSyncOn: 'semi-sync on',
  promoted: (at: string) => `${at} primary`,
  fenced: (at: string) => `${at} fenced`,
  noMajority: (at: string) => `${at} no majority`,
  cutOff: (at: string) => `${at} cut off`,
  healed: (at: string) => `${at} reachable`,
  missed: (failed: number, of: number) => `${failed} of ${of} missed`,
} as const;

export const actions = {
  'replication-stop': {
    state: 'stops reading its primary’s binary log',
    button: 'stop replication',
    short: 'stop',
  },
  'replication-start': {
    state: 'reads its primary’s binary log again',
    button: 'start replication',
    short: 'start',
  },
  promote: { state: 'is promoted', button: 'promote', short: 'promote' },
  fence: { state: 'is fenced', button: 'fence', short: 'fence' },
  unfence: { state: 'takes writes again', button: 'unfence', short: 'unfence' },
  partition: {
    state: 'is cut off from the other databases',
    button: 'cut off from databases',
    short: 'cut off',
  },
  heal: { state: 'reaches the other databases again', button: 'heal', short: 'heal' },
} as const;

/** Under a database's name. */
export const drawing = {
  primary: 'primary',
  replica: 'replica',
  becomesPrimary: 'becomes primary',
  readOnly: 'primary, read-only',
  writable: 'replica, writable',
  behind: (seconds: number) => `replica, ${seconds} s behind`,
  toApply: (transactions: number) => `replica, ${transactions} to apply`,
  stopped: 'replica, stopped',
  connecting: 'replica, no primary',
  error: (error: number) => `stopped: error ${error}`,
  waiting: (commits: number) => `${commits} wait for replica`,
  asynchronous: 'primary, semi-sync off',
  cutOff: (role: string) => `${role}, cut off`,
  noMajority: (seen: number, of: number) => `sees ${seen} of ${of}`,
} as const;
