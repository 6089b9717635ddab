/** What the components on one host share. */
import type { Agenda } from '../agenda.ts';
import type { Run } from '../run.ts';
import { createCpu, type Cpu } from './cpu.ts';
import { createDisk, type Disk } from './disk.ts';
import { createMemory, type Memory } from './memory.ts';

export interface Machine {
  /** Where the host's cores are counted. */
  readonly cpu?: Cpu;
  /** Where the host's memory is limited. */
  readonly memory?: Memory;
  readonly disk: Disk;
}

/** The machine under each component, by index; one that is on no host has a machine of its own, without limits. */
export function createMachines({ hosts, components }: Run, agenda: Agenda): readonly Machine[] {
  const machines = new Map(
    hosts.map(({ id, cores, memory_mb }) => [
      id,
      {
        ...(cores !== undefined && { cpu: createCpu(agenda, cores) }),
        ...(memory_mb !== undefined && { memory: createMemory(memory_mb) }),
        disk: createDisk(agenda),
      },
    ]),
  );
  return components.map(({ host }) => {
    const shared = host === undefined ? undefined : machines.get(host);
    return shared ?? { disk: createDisk(agenda) };
  });
}
