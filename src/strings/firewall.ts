// Words for firewalls: verdicts, rules, counters.

export const rule = {
  rule: (number: number) => `rule ${number}`,
  policy: 'the policy',
  ofChain: (chain: number, what: string) => `${what} of chain ${chain}`,
} as const;

/** In the drawing, where room is short. */
export const walls = {
  policy: (policy: string) => `policy ${policy}`,
  dropped: (packets: number, by: string) => `${packets} dropped by ${by}`,
  allDropped: (packets: number) => `${packets} dropped`,
} as const;

/** @param request From 1; 0 for a packet that belongs to none. */
const what = (request: number) => (request > 0 ? `request ${request}` : 'a packet');

export const texts = {
  dropped: (at: string, request: number, by: string) => `${at} drops ${what(request)}: ${by}.`,
  rejected: (at: string, request: number, by: string) => `${at} rejects ${what(request)}: ${by}.`,
  replaced: (at: string, ruleset: string) => `${at} loads the rules “${ruleset}”.`,
  counted: (at: string, by: string, packets: number) =>
    `${at} has counted ${packets === 1 ? '1 packet' : `${packets} packets`} for ${by}.`,
} as const;

export const marks = {
  dropped: (by: string) => `${by} drops`,
  rejected: (by: string) => `${by} rejects`,
  replaced: 'new rules',
} as const;

export const actions = {
  rules: { state: 'loads other rules', button: 'load the rules', short: 'new rules' },
} as const;
