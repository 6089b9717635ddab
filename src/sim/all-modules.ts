/** Every module, for where bytes do not matter: tests, the build and the command line. */
import { haproxy } from './haproxy/haproxy.ts';
import type { Modules } from './modules.ts';
import { monitoring } from './monitoring/module.ts';
import { nginx } from './nginx/nginx.ts';
import { tls } from './tls/connections.ts';

export const allModules: Modules = { haproxy, nginx, ...monitoring };
