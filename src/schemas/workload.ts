import { z } from 'astro/zod';
import { statements, type Workload } from '#sim/run.ts';
import { hostNameSchema } from './dns.ts';
import { strict } from './strict.ts';
import { milliseconds, numberFrom, whole } from './values.ts';

export const addressSchema = z.ipv4({ error: 'must be an IPv4 address, such as 198.51.100.7' });

const pathSchema = z
  .string()
  .regex(/^\/[!-~]*$/, { error: 'must be a path, such as /cart?item=7' });

const givenRequest = strict({
  t_ms: milliseconds,
  client: addressSchema.optional(),
  path: pathSchema.optional(),
  service_ms: milliseconds.optional(),
  poison: z.boolean().optional(),
  write: z.boolean().optional(),
  statement: z.enum(statements).optional(),
  row: whole(1, 1_000_000_000).optional(),
  database: z.string().optional(),
  read_only_admin: z.boolean().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  after_request: whole(0, 1_000_000).optional(),
});

const clients = {
  name: hostNameSchema.optional(),
  also: z.array(givenRequest).min(1).optional(),
  clients: z.array(addressSchema).min(1).optional(),
  paths: z.array(pathSchema).min(1).optional(),
  write_share: numberFrom(0, 1).optional(),
  write_statement: z.enum(statements).optional(),
  static_share: numberFrom(0, 1).optional(),
  slow_share: numberFrom(0, 1).optional(),
  slow_factor: numberFrom(0.001, 100_000).optional(),
  poison_share: numberFrom(0, 1).optional(),
  poison_versions: z.array(whole(1, 9999)).min(1).optional(),
};

const openLoop = strict({
  mode: z.literal('open-loop'),
  shape: z.enum(['steady', 'poisson', 'burst', 'daily', 'course']),
  rate: numberFrom(0.001, 10_000),
  burst_rate: numberFrom(0.001, 10_000).optional(),
  burst_every_ms: numberFrom(1, 86_400_000).optional(),
  burst_ms: milliseconds.optional(),
  period_ms: whole(1000, 86_400_000).optional(),
  steps: z
    .array(strict({ t_ms: milliseconds, rate: numberFrom(0, 10_000) }))
    .min(1)
    .refine((steps) => steps.every(({ t_ms }, n) => t_ms > (steps[n - 1]?.t_ms ?? 0)), {
      error: 'must be in order of time, the first after 0',
    })
    .optional(),
  start_ms: milliseconds.optional(),
  until_ms: milliseconds.optional(),
  ...clients,
});

const closedLoop = strict({
  mode: z.literal('closed-loop'),
  count: whole(1, 1_000_000),
  concurrency: whole(1, 10_000),
  start_ms: milliseconds.optional(),
  ...clients,
});

const given = strict({
  mode: z.literal('given'),
  requests: z.array(givenRequest).min(1),
  ...clients,
});

export const workloadSchema = z.discriminatedUnion('mode', [openLoop, closedLoop, given], {
  error: 'must have a mode: one of open-loop, closed-loop, given',
}) satisfies z.ZodType<Workload>;
