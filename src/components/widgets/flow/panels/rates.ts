/** The panel of rates: one line a window, what an alert rule makes of it, and how good the rule is. */
import { find, findAll, setText } from '#lib/dom.ts';
import { callsOf, pendingOf, troublesOf } from '#sim/monitoring/judge.ts';
import { evaluationsOf, monitoringAt } from '#sim/monitoring/monitoring-at.ts';
import type { Trace } from '#sim/trace.ts';
import { ratesPanel, verdictText } from '#strings/measuring.ts';
import { drawChart, type RuleCourse } from './chart.ts';
import type { CreatePanel } from './panel.ts';
import { rateRuleOf, type RateRule } from './rate-rule.ts';
import { largestBy, rateAt, ratesOf, windows } from './rates-series.ts';
import { patienceUs, verdictBy } from './verdict.ts';

export const createPanel: CreatePanel = (root) => {
  const svg = find(root, SVGSVGElement, '[data-chart]');
  const rows = findAll(root, HTMLTableRowElement, '[data-window]');
  const ruleRow = root.querySelector('[data-rule]');
  const verdict = root.querySelector('[data-verdict]');
  let last: { trace: Trace; tUs: number } | undefined;
  let course: { trace: Trace; rule: RuleCourse | undefined } | undefined;

  function courseOf(trace: Trace): RuleCourse | undefined {
    if (course?.trace !== trace) course = { trace, rule: ruleCourse(trace) };
    return course.rule;
  }

  function draw() {
    if (!last) return;
    const { trace, tUs } = last;
    const width = Math.max(260, Math.round(svg.getBoundingClientRect().width));
    drawChart(svg, width, trace.endUs, ratesOf(trace), tUs, courseOf(trace));
  }

  new ResizeObserver(draw).observe(svg.parentElement ?? svg);

  return {
    show(trace, tUs) {
      last = { trace, tUs };
      draw();
      const rates = ratesOf(trace);
      const largest = largestBy(rates, tUs);
      const now = windows.map((seconds) => rateAt(rates.times, tUs, seconds));
      rows.forEach((row, n) => {
        setText(find(row, HTMLElement, '[data-now]'), ratesPanel.perSecond(now[n]));
        setText(find(row, HTMLElement, '[data-largest]'), ratesPanel.perSecond(largest[n]));
      });
      const said = windows.map((seconds, n) => `${seconds} s: ${ratesPanel.perSecond(now[n])}`);
      svg.setAttribute('aria-label', ratesPanel.chart(`${said.join(', ')}.`));
      const rule = rateRuleOf(trace.run);
      if (!ruleRow || !verdict || !rule) return;
      setText(ruleRow, ruleText(trace, rule, tUs));
      const isWhole = tUs >= trace.endUs;
      setText(
        verdict,
        `${isWhole ? verdictText.whole : verdictText.soFar}: ${verdictBy(trace, rule, tUs).join(' ')}`,
      );
    },
  };
};

function ruleCourse(trace: Trace): RuleCourse | undefined {
  const rule = rateRuleOf(trace.run);
  if (!rule) return undefined;
  const { monitor, index, alert } = rule;
  return {
    limit: alert.above ?? alert.below ?? 0,
    values: evaluationsOf(trace, monitor, index, trace.endUs),
    troubles: troublesOf(trace, patienceUs),
    pending: pendingOf(trace, monitor, index),
    firing: callsOf(trace, monitor, index),
  };
}

function ruleText(trace: Trace, { monitor, index }: RateRule, tUs: number): string {
  const alert = monitoringAt(trace, tUs).alerts.find(
    (each) => each.monitor === monitor && each.rule === index,
  );
  if (!alert) return '';
  const value = alert.value === undefined ? ratesPanel.noValue : ratesPanel.perSecond(alert.value);
  return ratesPanel.ruleNow(value, ratesPanel.phases[alert.phase]);
}
