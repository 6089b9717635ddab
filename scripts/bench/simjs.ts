/** M/M/1 in `simjs`, the engine that ours is measured against. */
import { createRequire } from 'node:module';

interface Outcome {
  done(callback: () => void): Outcome;
}

interface Entity {
  setTimer(duration: number): Outcome;
  useFacility(facility: object, duration: number): Outcome;
}

interface Simjs {
  readonly Sim: new () => {
    addEntity(kind: new () => Entity): Entity;
    simulate(until: number): boolean;
  };
  readonly Entity: new () => Entity;
  readonly Facility: new (name: string) => object;
  readonly Random: new (seed: number) => { exponential(rate: number): number };
}

/** The package leaves its classes at a browser's `window`, and nowhere else. */
function load(): Simjs {
  const window: { Sim?: Simjs } = {};
  Object.assign(globalThis, { window });
  createRequire(import.meta.url)('simjs');
  Reflect.deleteProperty(globalThis, 'window');
  if (!window.Sim) throw new Error('The package simjs has no classes.');
  return window.Sim;
}

const { Sim, Entity, Facility, Random } = load();

/** Serves so many customers who come at `rate` and need 1 / `serviceRate` on average; tells how many were served. */
export function simjsQueue(customers: number, rate: number, serviceRate: number): number {
  const random = new Random(1);
  const server = new Facility('server');
  let served = 0;
  class Source extends Entity {
    start() {
      let arrived = 0;
      const arrive = () => {
        arrived += 1;
        this.useFacility(server, random.exponential(serviceRate)).done(() => {
          served += 1;
        });
        if (arrived < customers) this.setTimer(random.exponential(rate)).done(arrive);
      };
      this.setTimer(random.exponential(rate)).done(arrive);
    }
  }
  const sim = new Sim();
  sim.addEntity(Source);
  sim.simulate(Infinity);
  return served;
}
