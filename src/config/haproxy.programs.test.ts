/** The real programs read what is written for them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { BalancerSoftware, Run } from '#sim/run.ts';
import { catalogue, type Program, type Setting, type SettingValue } from '#sim/settings.ts';
import { findCommand, findProgram } from '../../scripts/programs.ts';
import { haproxyConfig } from './haproxy.ts';
import type { ConfigLine } from './line.ts';
import { nginxConfig } from './nginx.ts';

const runs = 120;
const perProcess = 20;
const folder = mkdtempSync(join(tmpdir(), 'upstream-config-'));
const within = (name: string) => join(folder, name);
after(() => {
  rmSync(folder, { recursive: true });
});

const openssl = findCommand('openssl');
const haproxy = findProgram('haproxy');
const nginx = findProgram('nginx');
const stream = findProgram('nginx-stream');

test(
  'HAProxy accepts the configuration of any settings, without a warning',
  { skip: missing({ haproxy, openssl }) },
  () => {
    const files = { ...makeCertificate(), certificate: within('both.pem') };
    // One process reads many: most of its time goes into starting.
    const many = fc.array(runWith('haproxy'), { minLength: perProcess, maxLength: perProcess });
    const check = fc.property(many, (each) => {
      const configs = each.map((run) => haproxyConfig(run, 'lb', files));
      accepts(haproxy, ['-c', '-f'], configs.flatMap(numbered));
    });
    fc.assert(check, { numRuns: runs / perProcess });
  },
);

test(
  'nginx accepts the configuration of any settings, without a warning',
  { skip: missing({ nginx, openssl }) },
  () => {
    nginxAccepts((run) => !passesThrough(run), runs);
  },
);

test(
  'nginx accepts the configuration of any settings with which it passes TLS through',
  { skip: missing({ nginx, 'nginx-stream': stream, openssl }) },
  () => {
    nginxAccepts(passesThrough, runs / 4);
  },
);

function nginxAccepts(isOne: (run: Run) => boolean, numRuns: number) {
  const files = makeCertificate();
  const pid = `pid ${within('nginx.pid')};`;
  const check = fc.property(runWith('nginx').filter(isOne), (run) => {
    const config = nginxConfig(run, 'lb', files).map(inFolder);
    accepts(nginx, ['-t', '-q', '-p', folder, '-e', 'stderr', '-g', pid, '-c'], config);
  });
  fc.assert(check, { numRuns });
}

const passesThrough = ({ components }: Run): boolean =>
  components.some(({ settings }) => settings?.['tls'] === 'passthrough');

function missing(programs: Readonly<Record<string, string | undefined>>): string | false {
  const names = Object.keys(programs).filter((name) => programs[name] === undefined);
  return names.length > 0 && `not installed: ${names.join(', ')}`;
}

function accepts(program = '', args: readonly string[], config: readonly ConfigLine[]) {
  const text = config.map((line) => `${line.text}\n`).join('');
  writeFileSync(within('config'), text);
  const { status, stdout, stderr } = spawnSync(program, [...args, within('config')], {
    encoding: 'utf8',
  });
  const said = `${stdout}${stderr}`;
  assert.ok(status === 0 && !/\[?warn/i.test(said), `${said}\n${text}`);
}

/** Proxies with names of their own, so that one file can hold many. */
function numbered(config: readonly ConfigLine[], number: number): ConfigLine[] {
  return config.map(({ text, parameters }) => ({
    parameters,
    text: text.replace(/\b((?:frontend|backend|default_backend) \S+)/, `$1-${number}`),
  }));
}

/** nginx opens what it is told to while it checks: here in the test's own folder, so that no port or privilege is needed. */
function inFolder({ text, parameters }: ConfigLine): ConfigLine {
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${within(name)};`)
    .join(' ');
  return {
    parameters,
    text: text
      .replace(/^http \{$/, `http { access_log off; ${folders}`)
      .replace(/^include .*modules.*$/, `load_module ${stream};`)
      .replace(/listen \d+/, `listen unix:${within('socket')}`),
  };
}

/** A throw-away certificate that signs itself. */
function makeCertificate() {
  const [key, certificate] = [within('key.pem'), within('certificate.pem')];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=www.foobar.com'];
  for (const out of [certificate, within('both.pem')]) {
    const target = ['-keyout', out === certificate ? key : out, '-out', out];
    const { status, stderr } = spawnSync(openssl ?? '', [...request, ...target], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  }
  return { key, certificate, authority: certificate };
}

function runWith(software: BalancerSoftware): fc.Arbitrary<Run> {
  const server = fc.record({ settings: settingsOf('web'), tls: fc.boolean() });
  return fc
    .record({
      settings: settingsOf(software),
      tls: fc.boolean(),
      servers: fc.array(server, { minLength: 1, maxLength: 5 }),
      first: server,
    })
    .map(({ settings, tls, servers, first }) => {
      // nginx wants one server that is no backup.
      const all = [{ ...first, settings: { ...first.settings, backup: false } }, ...servers];
      return {
        duration_ms: 1000,
        seed: 1,
        hosts: [],
        components: [
          { id: 'browsers', kind: 'client', title: 'Browsers' },
          { id: 'lb', kind: 'load-balancer', title: 'Load balancer', software, settings },
          ...all.map((each, index) => ({
            id: `web${index + 1}`,
            kind: 'web' as const,
            title: `web ${index + 1}`,
            settings: each.settings,
          })),
        ],
        links: [
          { from: 'browsers', to: 'lb', tls },
          ...all.map((each, index) => ({ from: 'lb', to: `web${index + 1}`, tls: each.tls })),
        ],
        workload: { mode: 'open-loop', shape: 'steady', rate: 1 },
        events: [],
      };
    });
}

/** Some of the program's settings, each anywhere in its range. */
function settingsOf(program: Program): fc.Arbitrary<Record<string, SettingValue>> {
  const rows = Object.entries<Setting>(catalogue[program]);
  const values = Object.fromEntries(rows.map(([name, setting]) => [name, valueOf(setting)]));
  return fc.record(values, { requiredKeys: [] }) as fc.Arbitrary<Record<string, SettingValue>>;
}

function valueOf(setting: Setting): fc.Arbitrary<SettingValue> {
  switch (setting.type) {
    case 'integer':
    case 'number':
    case 'duration':
      return fc.integer({ min: Math.ceil(setting.min), max: setting.max });
    case 'choice':
      return fc.constantFrom(...setting.choices);
    case 'flag':
      return fc.boolean();
  }
}
