/**
 * What nginx needs in order to be measured: a log that tells how long requests took, and a status page. nginx 1.22:
 * https://nginx.org/en/docs/http/ngx_http_log_module.html and ngx_http_stub_status_module.html
 */
import type { Component, Run } from '#sim/run.ts';
import { indent, line, type ConfigLine } from './line.ts';
import type { ConfigWriter } from './writer.ts';

/** The lines of a file in `conf.d`, which the section `http` includes. */
export function nginxMeasured(): readonly ConfigLine[] {
  return [
    line(`log_format timed '$remote_addr - $remote_user [$time_local] "$request" '`),
    line(`                 '$status $body_bytes_sent "$http_referer" '`),
    line(`                 '"$http_user_agent" $request_time $msec';`),
    line('access_log /var/log/nginx/access.log timed;'),
    line(''),
    line('server {'),
    ...indent([
      line('listen 127.0.0.1:8080;'),
      line('location = /status {'),
      ...indent([line('stub_status;'), line('access_log off;')]),
      line('}'),
    ]),
    line('}'),
  ];
}

/** nginx beside a collector, or asked by a monitor. */
function isMeasured({ components, links }: Run, { id, host }: Component): boolean {
  return (
    links.some(({ carries, to }) => carries === 'polls' && to === id) ||
    (host !== undefined &&
      components.some((other) => other.kind === 'collector' && other.host === host))
  );
}

export const nginxMeasuredWriter: ConfigWriter = {
  file: 'conf.d/measured.conf',
  owners: (run) =>
    run.components
      .filter((component) => component.kind === 'web' || component.software === 'nginx')
      .filter((component) => isMeasured(run, component))
      .map(({ id }) => id),
  write: nginxMeasured,
};
