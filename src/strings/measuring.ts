// Words of the panels that show a log and what is computed from it.

const rounded = (number: number) => (number < 10 ? number.toFixed(1) : String(Math.round(number)));
const seconds = (us: number) => `${(us / 1_000_000).toFixed(1)} s`;
const count = (number: number) => number.toLocaleString('en-US');

export const logPanel = {
  title: (component: string) => `access.log of ${component}`,
  lines: (lines: number) => `${count(lines)} ${lines === 1 ? 'line' : 'lines'}`,
  inSecond: (second: number, lines: number) =>
    `second ${second}: ${lines} ${lines === 1 ? 'line' : 'lines'} so far`,
  none: 'No request has ended yet, so there is no line.',
  download: 'Download access.log',
  file: 'access.log',
  whole: (lines: number) => `At the end the log has ${count(lines)} lines. The first ones:`,
} as const;

export const ratesPanel = {
  title: 'Requests per second',
  fromLog: (component: string) => `Counted from the lines of ${component}’s access log`,
  chart: (text: string) => `Requests per second over time. ${text}`,
  window: (seconds: number) => `${seconds} s`,
  columns: { window: 'Window', now: 'Now', largest: 'Largest so far' },
  perSecond: (number: number | undefined) => (number === undefined ? '–' : `${rounded(number)}/s`),
  rule: (rule: string) => `The rule “${rule}” sees`,
  ruleNow: (value: string, phase: string) => `${value}, ${phase}`,
  phases: { inactive: 'inactive', pending: 'pending', firing: 'firing' },
  noValue: 'nothing: fewer than two samples in its window',
  limit: (limit: number) => `limit ${limit}`,
  waits: 'somebody waits > 1 s',
  calls: 'alert: pending, firing',
  wholeRun: (largest: readonly (readonly [seconds: number, rate: number])[]) =>
    `Over the whole run, the most in any window: ${largest
      .map(([window, rate]) => `${rounded(rate)}/s in one of ${window} s`)
      .join(', ')}.`,
} as const;

export const verdictText = {
  title: 'How good is the rule?',
  soFar: 'So far',
  whole: 'Over the whole run',
  none: 'Nobody has waited longer than a second, and the rule has called nobody.',
  caught: (us: number) =>
    us < 50_000
      ? 'Spike caught before anybody had waited a second.'
      : `Spike caught, ${seconds(us)} after the first user had waited a second.`,
  missed: 'Spike missed: users waited, and the rule called nobody.',
  notYet: 'Users are waiting, and nobody is called yet.',
  falseAlarms: (number: number, times: readonly number[]) =>
    number === 0
      ? 'No false alarm.'
      : `${number} false ${number === 1 ? 'alarm' : 'alarms'} (at ${times.map((us) => `${Math.round(us / 1_000_000)} s`).join(', ')}): nobody was waiting.`,
} as const;

export const littlePanel = {
  title: 'Little’s law, measured',
  over: (seconds: number) => `over the last ${seconds} seconds`,
  columns: {
    component: 'Measured at',
    rate: 'λ: requests/s',
    time: 'W: time each takes',
    product: 'λ × W',
    inside: 'L: requests inside',
  },
  perSecond: (number: number) => number.toFixed(1),
  ms: (us: number) => `${Math.round(us / 1000)} ms`,
  number: (number: number) => number.toFixed(2),
  none: '–',
  note: 'λ and W come from the log; L is counted by itself, as the average number of requests inside.',
} as const;
