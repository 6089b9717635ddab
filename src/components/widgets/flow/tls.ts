/** How connections are made, loaded when a scenario has some that are. */
import type { Modules } from '#sim/modules.ts';
import { tls } from '#sim/tls/connections.ts';

export const modules: Modules = { tls };
