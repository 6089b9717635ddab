/**
 * The my.cnf of a database server that replicates, for MariaDB 10.11, with what has to be said in SQL as comments: which
 * primary a replica has, and its delay. A member of a group gets MySQL 8.4's lines, since Group Replication is MySQL's.
 * https://mariadb.com/kb/en/server-system-variables/ and /replication-and-binary-log-system-variables/
 */
import type { Component, Run } from '#sim/run.ts';
import { mariadb, resolveSettings } from '#sim/settings.ts';
import { line, when, type ConfigLine } from './line.ts';
import type { ConfigWriter } from './writer.ts';

/** @throws Error when the run has no such component. */
export function mariadbConfig(run: Run, id: string): readonly ConfigLine[] {
  const databases = run.components.filter(({ kind }) => kind === 'database');
  const own = databases.find((component) => component.id === id);
  if (!own) throw new Error(`There is no database “${id}”.`);
  const settings = resolveSettings('database', own.settings);
  const named = own.settings ?? {};
  const links = run.links.filter(({ carries }) => carries === 'replication');
  const isJoined = links.some(({ from, to }) => from === id || to === id);
  const isMember = settings.group_replication;
  const parameter = (name: keyof typeof settings) => `${id}.${name}`;
  const number = (name: keyof typeof settings, option: string = name) =>
    when(
      Object.hasOwn(named, name),
      line(`${option} = ${String(settings[name])}`, parameter(name)),
    );

  const replicates = when(
    isJoined,
    line(`server_id = ${databases.indexOf(own) + 1}`),
    line('log_bin = binlog'),
    line('binlog_format = ROW'),
    ...when(!isMember, line('log_slave_updates = 1')),
  );
  const semiSync = [
    ...when(
      settings.rpl_semi_sync_master_enabled,
      line('rpl_semi_sync_master_enabled = 1', parameter('rpl_semi_sync_master_enabled')),
      line(
        `rpl_semi_sync_master_timeout = ${settings.rpl_semi_sync_master_timeout_ms}`,
        parameter('rpl_semi_sync_master_timeout_ms'),
      ),
      line(
        `rpl_semi_sync_master_wait_point = ${settings.rpl_semi_sync_master_wait_point}`,
        parameter('rpl_semi_sync_master_wait_point'),
      ),
    ),
    ...when(
      settings.rpl_semi_sync_slave_enabled,
      line('rpl_semi_sync_slave_enabled = 1', parameter('rpl_semi_sync_slave_enabled')),
    ),
  ];
  return [
    line(isMember ? '[mysqld]' : '[mariadbd]'),
    ...replicates,
    ...when(settings.read_only, line('read_only = 1', parameter('read_only'))),
    ...when(
      settings.max_connections > 0,
      line(`max_connections = ${settings.max_connections}`, parameter('max_connections')),
    ),
    ...number('auto_increment_increment'),
    ...number('auto_increment_offset'),
    ...semiSync,
    ...(isMember ? groupLines(settings, parameter) : []),
    ...(isMember ? [] : sourceLines(run, own)),
  ];
}

type Settings = ReturnType<typeof resolveSettings<'database'>>;

function groupLines(
  settings: Settings,
  parameter: (name: keyof Settings) => string,
): readonly ConfigLine[] {
  const expel = 'group_replication_member_expel_timeout';
  const leave = 'group_replication_unreachable_majority_timeout';
  return [
    line('gtid_mode = ON'),
    line('enforce_gtid_consistency = ON'),
    line('plugin_load_add = group_replication.so', parameter('group_replication')),
    line('loose_group_replication_single_primary_mode = ON'),
    line(`loose_${expel} = ${settings[`${expel}_s`]}`, parameter(`${expel}_s`)),
    line(`loose_${leave} = ${settings[`${leave}_s`]}`, parameter(`${leave}_s`)),
  ];
}

/** CHANGE MASTER TO: a statement, which the server keeps in a file of its own. */
function sourceLines(run: Run, { id, settings: given }: Component): readonly ConfigLine[] {
  const incoming = run.links.find(({ carries, to }) => carries === 'replication' && to === id);
  if (!incoming) return [];
  const settings = resolveSettings('database', given);
  const delay = settings.master_delay_s;
  const options = [
    `MASTER_HOST = '${incoming.from}'`,
    'MASTER_USE_GTID = current_pos',
    ...(delay > 0 ? [`MASTER_DELAY = ${delay}`] : []),
    `MASTER_CONNECT_RETRY = ${settings.master_connect_retry_s}`,
    ...(incoming.tls ? ['MASTER_SSL = 1'] : []),
  ];
  return [
    line(''),
    line('# Said once, in SQL:'),
    line(
      `# CHANGE MASTER TO ${options.join(', ')};`,
      `${id}.master_delay_s`,
      `${id}.master_connect_retry_s`,
    ),
    line('# START SLAVE;'),
  ];
}

export const writers: readonly ConfigWriter[] = [
  {
    file: 'my.cnf',
    owners: ({ components, links }) =>
      components
        .filter(({ kind }) => kind === 'database')
        .filter(
          ({ id, settings = {} }) =>
            Object.keys(settings).some((name) => Object.hasOwn(mariadb, name)) ||
            links.some(
              ({ carries, from, to }) => carries === 'replication' && [from, to].includes(id),
            ),
        )
        .map(({ id }) => id),
    write: mariadbConfig,
  },
];
