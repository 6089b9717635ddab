/** The files of a site that measures itself. */
import { nginxMeasuredWriter } from './nginx-measured.ts';
import { prometheusRulesWriter, prometheusWriter } from './prometheus.ts';
import type { ConfigWriter } from './writer.ts';

export const writers: readonly ConfigWriter[] = [
  prometheusRulesWriter,
  prometheusWriter,
  nginxMeasuredWriter,
];
