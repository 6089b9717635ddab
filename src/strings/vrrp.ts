// Words for virtual addresses and the routers that share them.

export const texts = {
  advert: (at: string, address: string, priority: number) =>
    priority === 0
      ? `${at} tells the others that it leaves ${address}.`
      : `${at} tells the others that it is master of ${address}, with priority ${priority}.`,
  master: (at: string, address: string) => `${at} becomes master and takes ${address}.`,
  backup: (at: string, address: string) =>
    `${at} is backup: it does not have ${address}, and listens.`,
  fault: (at: string, address: string) =>
    `${at} has no network: it cannot be master of ${address}.`,
  arp: (at: string, address: string) =>
    `Gratuitous ARP of ${at}: packets for ${address} go to it from now on.`,
  command: (at: string, state: string) => `${at} ${state}.`,
} as const;

export const marks = {
  master: (at: string) => `${at} MASTER`,
  backup: (at: string) => `${at} BACKUP`,
  fault: (at: string) => `${at} FAULT`,
  command: (at: string, what: string) => `${at} ${what}`,
} as const;

export const actions = {
  'vrrp-stop': {
    state: 'has its keepalived stopped, which says goodbye',
    button: 'stop keepalived',
    short: 'stops',
  },
  'vrrp-kill': {
    state: 'has its keepalived killed (kill -9), and nothing else',
    button: 'kill -9 keepalived',
    short: 'kill -9',
  },
  'vrrp-start': {
    state: 'has its keepalived started',
    button: 'start keepalived',
    short: 'starts',
  },
  'vrrp-block': {
    state: 'does not hear advertisements any more',
    button: 'block advertisements',
    short: 'hears nothing',
  },
  'vrrp-unblock': {
    state: 'hears advertisements again',
    button: 'let advertisements in',
    short: 'hears again',
  },
  'link-down': { state: 'loses its network', button: 'switch port down', short: 'port down' },
  'link-up': { state: 'has its network again', button: 'switch port up', short: 'port up' },
} as const;

export const badges = {
  master: 'MASTER',
  backup: 'BACKUP',
  fault: 'FAULT',
  stopped: 'no keepalived',
  stale: 'still has it',
} as const;

/** Under a virtual address: where requests for it go. */
export const goesTo = (owner: string) => `now at ${owner}`;
export const twoMasters = (owner: string) => `two masters, now ${owner}`;
