/** What can happen to processes and the machines under them; most runs have none of it. */
import { createMachines } from './host/machine.ts';
import type { Operations } from './modules.ts';
import { createNatures } from './natures.ts';
import { createProcess } from './process.ts';

export const operations: Operations = { createMachines, createNatures, createProcess };
