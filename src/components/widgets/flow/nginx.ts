/** nginx's rules, loaded when a scenario's load balancer is nginx. */
import type { Modules } from '#sim/modules.ts';
import { nginx } from '#sim/nginx/nginx.ts';

export const modules: Modules = { nginx };
