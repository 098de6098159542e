import type { ReassignmentAnswer } from '../../../../shared/http/contract/reassignment-shapes.ts';
import { total, type Figures } from '../../../local/lib/meter.ts';

/** Duration, and cost per target and member, as counted on the wire, polling included. */
export function describeReassignmentFigures(
  { progress, startedAt, completedAt }: ReassignmentAnswer,
  members: number,
  figures: Figures,
): string {
  const { targets, completed, failed, skipped, pending } = progress;
  const seconds = (Date.parse(completedAt ?? '') - Date.parse(startedAt ?? '')) / 1_000;
  const queueFed = Object.entries(figures.invocations).filter(([name]) =>
    /reassignment|advance|propagate|failure/i.test(name),
  );
  const perBoth = (count: number) =>
    `${(count / targets).toFixed(2).padStart(8)} ${(count / members).toFixed(2).padStart(8)}`;
  const facts: [string, string][] = [
    [
      'targets',
      `${targets} (${completed} completed, ${skipped} skipped, ${failed} failed, ${pending} pending)`,
    ],
    ['members of changed targets', String(members)],
    ['from start to end', `${seconds.toFixed(1)} s, including reading every member back`],
    ['targets per second', (targets / seconds).toFixed(0)],
    ['', '  target   member'],
    ['write units per', perBoth(total(figures.writeUnits))],
    ['read units per', perBoth(total(figures.readUnits))],
    ['queue requests per', perBoth(total(figures.queueRequests))],
    ['invocations per', perBoth(total(Object.fromEntries(queueFed)))],
  ];
  return facts.map(([name, value]) => `  ${name.padEnd(28)} ${value}`).join('\n');
}
