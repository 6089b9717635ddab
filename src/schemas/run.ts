import { z } from 'astro/zod';
import {
  actions,
  carriages,
  componentKinds,
  programOf,
  type Component,
  type Run,
} from '#sim/run.ts';
import { weightProblem } from '#sim/haproxy/weight.ts';
import { catalogue, settingProblem, type Setting } from '#sim/settings.ts';
import { notAllowed } from './closest.ts';
import { always, isSound, report, reportDuplicates, type Context } from './cross-check.ts';
import { checkNames, recordsSchema } from './dns.ts';
import { checkFilters, filterSchema, rulesetsSchema } from './filter.ts';
import { idSchema } from './id.ts';
import { alertsSchema, checkMonitoring } from './monitoring.ts';
import { strict } from './strict.ts';
import { checkTopology } from './topology.ts';
import { checkVrrp } from './vrrp.ts';
import { milliseconds, text, whole } from './values.ts';
import { workloadSchema } from './workload.ts';

const certificateSchema = strict({
  names: z
    .array(
      z.string().regex(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/, {
        error: 'must be a host name, such as www.foobar.com or *.foobar.com',
      }),
    )
    .min(1),
  expires_ms: milliseconds.optional(),
});

const componentSchema = strict({
  id: idSchema,
  kind: z.enum(componentKinds),
  title: text,
  software: text.optional(),
  host: z.string().optional(),
  address: z
    .string()
    .regex(/^[a-z0-9.-]+:\d+$/, { error: 'must be an address and a port, such as 192.0.2.11:80' })
    .optional(),
  settings: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).optional(),
  filter: filterSchema.optional(),
  rulesets: rulesetsSchema.optional(),
  records: recordsSchema.optional(),
  alerts: alertsSchema.optional(),
  certificate: certificateSchema.optional(),
}).superRefine((component, context) => {
  const { kind, software } = component;
  if (kind === 'load-balancer' && software !== 'haproxy' && software !== 'nginx') {
    report(context, ['software'], 'of a load balancer must be one of haproxy, nginx');
    return;
  }
  if (component.certificate && kind !== 'load-balancer' && kind !== 'web') {
    report(
      context,
      ['certificate'],
      'goes with a load balancer or a web server, which may end TLS',
    );
  }
  checkSettings(component, context);
});

const linkSchema = strict({
  from: z.string(),
  to: z.string(),
  tls: z.boolean().optional(),
  latency_ms: milliseconds.optional(),
  carries: z.enum(carriages).optional(),
  port: whole(1, 65_535).optional(),
  protocol: z.enum(['tcp', 'udp', 'icmp']).optional(),
});

const hostSchema = strict({
  id: idSchema,
  title: text,
  cores: whole(1, 1024).optional(),
  memory_mb: whole(1, 16_777_216).optional(),
  filter: filterSchema.optional(),
  rulesets: rulesetsSchema.optional(),
});

/** Something that happens to a component. */
export const eventSchema = strict({
  t_ms: milliseconds,
  component: z.string(),
  action: z.enum(actions),
  value: z.union([z.number(), z.string()]).optional(),
  after_request: whole(0, 1_000_000).optional(),
});

/** The argument of `simulate()`, with everything that it takes for granted. */
export const runSchema = strict({
  duration_ms: whole(1, 86_400_000),
  seed: whole(0, 0xffffffff),
  hosts: z.array(hostSchema),
  components: z.array(componentSchema).min(2),
  links: z.array(linkSchema),
  workload: workloadSchema,
  events: z.array(eventSchema),
}).superRefine(checkRun, always) satisfies z.ZodType<Run>;

function checkSettings(component: Component, context: Context<unknown>) {
  const program = programOf(component);
  const settings: Readonly<Record<string, Setting>> = catalogue[program];
  for (const [name, value] of Object.entries(component.settings ?? {})) {
    const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
    const problem = setting
      ? settingProblem(setting, value)
      : notAllowed(`setting of ${program}`, name, Object.keys(settings));
    if (problem) report(context, ['settings', name], problem);
  }
}

function checkRun(run: Run, context: Context<unknown>) {
  if (!isSound(context, 'components')) return;
  const hosts = isSound(context, 'hosts') ? run.hosts : [];
  const ids = [...run.components, ...hosts].map(({ id }) => id);
  if (isSound(context, 'hosts')) {
    checkHosts(run, context);
    checkMemory(run, context);
  }
  if (isSound(context, 'links') && isSound(context, 'workload')) {
    checkTopology(run, context);
    checkMonitoring(run, context);
    if (isSound(context, 'events')) checkVrrp(run, context);
  }
  if (isSound(context, 'events') && isSound(context, 'hosts')) checkFilters(run, context);
  if (isSound(context, 'events') && isSound(context, 'links')) checkNames(run, context);
  if (isSound(context, 'events')) {
    for (const [index, { component, t_ms, action, value }] of run.events.entries()) {
      const path = ['events', index] as const;
      if (!ids.includes(component)) {
        report(context, [...path, 'component'], notAllowed('component', component, ids));
      }
      const problem = action === 'weight' ? weightProblem(value) : undefined;
      if (problem !== undefined) report(context, [...path, 'value'], problem);
      if (action === 'deploy') checkDeploy(run, index, context);
      if (t_ms > run.duration_ms) {
        report(context, [...path, 't_ms'], `must not be after the end, ${run.duration_ms} ms`);
      }
    }
  }
}

function checkDeploy({ components, events }: Run, index: number, context: Context<unknown>) {
  const { component: target, value } = events[index] ?? {};
  const problem = settingProblem(catalogue.files.version, value);
  if (problem) report(context, ['events', index, 'value'], `of a deploy ${problem}`);
  const called = components.filter(({ id, host }) => id === target || host === target);
  if (!called.some(({ kind }) => kind === 'app' || kind === 'files')) {
    report(context, ['events', index, 'component'], 'of a deploy must be an app or files');
  }
}

/** What processes use without any request must fit, or one would be killed whenever it starts. */
function checkMemory({ hosts, components }: Run, context: Context<unknown>) {
  for (const [index, { id, memory_mb }] of hosts.entries()) {
    const used = components
      .filter(({ host }) => host === id)
      .reduce((sum, { settings }) => sum + Number(settings?.['memory_mb'] ?? 0), 0);
    if (memory_mb !== undefined && used > memory_mb) {
      report(
        context,
        ['hosts', index, 'memory_mb'],
        `must be at least ${used}, the memory_mb of the components on “${id}” together`,
      );
    }
  }
}

function checkHosts({ hosts, components }: Run, context: Context<unknown>) {
  const hostIds = hosts.map(({ id }) => id);
  reportDuplicates(context, [
    ...hostIds.map((id, index) => ({ id, path: ['hosts', index, 'id'] })),
    ...components.map(({ id }, index) => ({ id, path: ['components', index, 'id'] })),
  ]);
  for (const [index, { host }] of components.entries()) {
    if (host !== undefined && !hostIds.includes(host)) {
      report(context, ['components', index, 'host'], notAllowed('host', host, hostIds));
    }
  }
  for (const [index, id] of hostIds.entries()) {
    if (!components.some(({ host }) => host === id)) {
      report(context, ['hosts', index, 'id'], `no component is on the host “${id}”`);
    }
  }
}
