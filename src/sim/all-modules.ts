/** Every module, for where bytes do not matter: tests, the build and the command line. */
import { database } from './database/database.ts';
import { files } from './files/files.ts';
import { createNameServer } from './dns/name-server.ts';
import { createNames } from './dns/names.ts';
import { createWall } from './firewall/wall.ts';
import { haproxy } from './haproxy/haproxy.ts';
import type { Modules } from './modules.ts';
import { monitoring } from './monitoring/module.ts';
import { nginx } from './nginx/nginx.ts';
import { operations } from './operations.ts';
import { tls } from './tls/connections.ts';
import { virtualAddress } from './vrrp/virtual-address.ts';

export const allModules: Modules = {
  database,
  files,
  dns: createNameServer,
  firewall: createWall,
  names: createNames,
  haproxy,
  nginx,
  operations,
  tls,
  'virtual-address': virtualAddress,
  ...monitoring,
};
