/**
 * What queueing theory says of waiting lines. All times in one unit, rates in its inverse. Sources: L. Kleinrock, "Queueing
 * Systems", volume 1 (1975); M. Harchol-Balter, "Performance Modeling and Design of Computer Systems" (2013).
 */

/** Poisson arrivals at `rate`, and service that takes `service` on average. */
export interface Load {
  readonly rate: number;
  readonly service: number;
}

/** The part of the time that each of the servers is busy. */
export const utilization = ({ rate, service }: Load, servers = 1): number =>
  (rate * service) / servers;

/** M/M/1: the mean time from arrival to departure. (Kleinrock, section 3.2) */
export const mm1Sojourn = (load: Load): number => load.service / (1 - utilization(load));

/** Erlang's C: the probability that an arrival at M/M/c finds every server busy, from his B by recursion. */
export function erlangC(load: Load, servers: number): number {
  const offered = load.rate * load.service;
  let blocked = 1;
  for (let server = 1; server <= servers; server++) {
    blocked = (offered * blocked) / (server + offered * blocked);
  }
  return blocked / (1 - utilization(load, servers) * (1 - blocked));
}

/** M/M/c: the mean time in the queue. */
export function mmcWait(load: Load, servers: number): number {
  return erlangC(load, servers) / (servers / load.service - load.rate);
}

/** M/G/1, after Pollaczek and Khinchine: the mean time in the queue. @param second The mean of the squared service time. */
export const mg1Wait = (load: Load, second: number): number =>
  (load.rate * second) / (2 * (1 - utilization(load)));

/** M/D/1: the mean time in the queue, half of that of M/M/1. */
export const md1Wait = (load: Load): number => mg1Wait(load, load.service * load.service);

/** M/G/1 with processor sharing: the mean sojourn, whatever the distribution of the work. (Harchol-Balter, section 30.2) */
export const psSojourn = mm1Sojourn;

/**
 * Many servers, each M/M/1, and each arrival at the shorter of the queues of two that are drawn at random: the mean sojourn.
 * At least k are at a part ρ^(2ᵏ − 1) of the servers. M. Mitzenmacher, "The Power of Two Choices in Randomized Load
 * Balancing" (2001), lemma 2.
 * @param load Of one server.
 */
export function supermarketSojourn(load: Load): number {
  const busy = utilization(load);
  // ρ^(2ᵏ − 2) for k = 1, 2, …: each is the square of the one before, times ρ².
  let sum = 0;
  for (let term = 1; term > 1e-12; term = term * term * busy * busy) sum += term;
  return load.service * sum;
}

/** Parts that are all needed. */
export const availabilityInSeries = (parts: readonly number[]): number =>
  parts.reduce((all, part) => all * part, 1);

/** Parts of which one is enough. */
export const availabilityInParallel = (parts: readonly number[]): number =>
  1 - parts.reduce((none, part) => none * (1 - part), 1);
