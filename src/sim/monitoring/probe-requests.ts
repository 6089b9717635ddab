/**
 * Requests of probes are no users' requests: they have no row in the table of requests, and numbers below -1 (which
 * stands for none). Everything that they travel through takes them as it takes any other.
 */

/** The number of a probe's request. @param nth Which one of that probe, from 1. @param probe Which of `probes` probes, from 0. */
export const probeRequest = (nth: number, probe: number, probes: number): number =>
  -1 - ((nth - 1) * probes + probe + 1);

export const isProbe = (request: number): boolean => request < -1;

/** Where probes ask from: 203.0.113.10, of a block that RFC 5737 keeps for documentation. */
export const probeAddress = 0xcb00710a;
