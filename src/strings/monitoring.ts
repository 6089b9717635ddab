// Words for what measures the site: collectors, probes, and the service that keeps what they say.

const rounded = (value: number) => String(Math.round(value * 10) / 10);

/** What a rule watches, after a number. */
export const units = {
  requests: 'requests/s',
  errors: 'errors/s',
  error_share: 'of all requests failed',
  busy: 'busy',
  waiting: 'waiting',
  p50: 'ms (median)',
  p95: 'ms (95th percentile)',
  p99: 'ms (99th percentile)',
  up: 'up',
  silence: 's of silence',
} as const;

export const texts = {
  sample: (at: string, components: number, lines: number) =>
    `${at} reads the counters of ${components} ${components === 1 ? 'component' : 'components'} and ${lines} new ${lines === 1 ? 'line' : 'lines'} of log.`,
  report: (at: string, to: string) => `${at} sends what it has read to ${to}.`,
  stored: (at: string, component: string, requests: number) =>
    `${at} notes: the counter of ${component} stands at ${requests}.`,
  pending: (rule: string, value: string) => `Alert “${rule}” is pending: ${value}.`,
  firing: (rule: string, value: string) => `Alert “${rule}” fires: ${value}.`,
  resolved: (rule: string, value: string) => `Alert “${rule}” is over: ${value}.`,
  calmed: (rule: string, value: string) => `Alert “${rule}” was pending and fires not: ${value}.`,
  evaluated: (rule: string, value: string) => `Rule “${rule}” is evaluated: ${value}.`,
  silence: (at: string, source: string) => `${at} has heard nothing of ${source} for too long.`,
  heard: (at: string, source: string) => `${at} hears of ${source} again.`,
  probeStart: (at: string) => `${at} asks for the site.`,
  probePassed: (at: string, status: number, time: string) =>
    `${at} has an answer after ${time}: ${status}.`,
  probeFailed: (at: string, status: number, time: string) =>
    status > 0
      ? `${at} has an error after ${time}: ${status}.`
      : `${at} has no answer after ${time}.`,
  poll: (at: string, to: string) => `${at} asks ${to} for its counters.`,
  pollFailed: (at: string, source: string) => `${at} has no answer from ${source}.`,
} as const;

export const value = (number: number | undefined, unit: string) =>
  number === undefined ? 'no value' : `${rounded(number)} ${unit}`;

export const marks = {
  firing: (rule: string) => `${rule} fires`,
  resolved: (rule: string) => `${rule} over`,
  silence: (source: string) => `no data: ${source}`,
  heard: (source: string) => `data: ${source}`,
} as const;

export const subtitles = {
  every: (time: string) => `reads every ${time}`,
  asked: 'waits to be asked',
  watches: (rules: number) => (rules === 0 ? 'keeps numbers' : 'no alert'),
  pending: 'alert pending',
  firing: 'alert fires',
  silent: 'no data',
  probes: (time: string) => `asks every ${time}`,
  status: (status: number) => (status > 0 ? `last: ${status}` : 'last: no answer'),
} as const;
