/** Every writer, for where bytes do not matter: the build and tests. */
import type { ModuleName } from '#sim/modules.ts';
import { haproxyWriter } from './haproxy.ts';
import { monitoringWriters } from './monitoring.ts';
import { keepalivedWriter } from './keepalived.ts';
import { mariadbWriter } from './mariadb.ts';
import { nftablesWriter } from './nftables.ts';
import { nginxWriter } from './nginx.ts';
import type { ConfigWriter } from './writer.ts';
import { zoneWriter } from './zone.ts';

/** By the module that the run needs when it has such a file. */
export const writers: Partial<Record<ModuleName, ConfigWriter | readonly ConfigWriter[]>> = {
  database: mariadbWriter,
  dns: zoneWriter,
  firewall: nftablesWriter,
  haproxy: haproxyWriter,
  monitor: monitoringWriters,
  nginx: nginxWriter,
  'virtual-address': keepalivedWriter,
};
