/** What `simulate()` needs for runs that measure themselves. */
import type { Modules } from '../modules.ts';
import { collector } from './collector.ts';
import { monitor } from './monitor.ts';
import { probe } from './probe.ts';

export const monitoring = { collector, monitor, probe } satisfies Modules;
