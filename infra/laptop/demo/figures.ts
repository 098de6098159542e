import type { ContactChangeAnswer } from '../../../shared/http/contract/shapes.ts';
import { total, type Figures } from '../../local/lib/meter.ts';

/** The duration of the change and its cost per member, as counted on the wire. */
export function describeFigures(
  { progress, startedAt, completedAt }: ContactChangeAnswer,
  figures: Figures,
): string {
  const { services } = progress;
  const seconds = (Date.parse(completedAt ?? '') - Date.parse(startedAt ?? '')) / 1_000;
  const perMember = (count: number) => (count / services).toFixed(3);
  const queueFed = Object.entries(figures.invocations).filter(([name]) =>
    /advance|propagate|failure/.test(name),
  );
  const rows: [string, string][] = [
    [
      'members',
      `${services} (${progress.applied} applied, ${progress.superseded} superseded, ${progress.failed} failed)`,
    ],
    ['from effective to completed', `${seconds.toFixed(1)} s, including reading every member back`],
    ['members per second', (services / seconds).toFixed(0)],
    ['write units per member', perMember(total(figures.writeUnits))],
    ['read units per member', perMember(total(figures.readUnits))],
    ['queue requests per member', perMember(total(figures.queueRequests))],
    ['invocations per member', perMember(total(Object.fromEntries(queueFed)))],
  ];
  return rows.map(([name, value]) => `  ${name.padEnd(28)} ${value}`).join('\n');
}
