import { renderTable } from '../bench/report/table.ts';
import type { Figures } from './scenarios/figures.ts';
import type { Settings } from './settings.ts';

/** One simulation: what was simulated, and what it found. */
export interface Row {
  readonly groups?: number | undefined;
  readonly settings: Settings;
  readonly figures: Figures;
}

const header = ['members', 'conc', 'MB', 'limit', 'last', 'done', 'peak', 'reqs', 'small', 'bound'];

/** The rows as a table of 80 columns, and what needs more words below it. */
export function report(rows: readonly Row[]): string {
  const notes = rows.flatMap(notesOf);
  return [renderTable(header, rows.map(cellsOf)), ...notes].join('\n');
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

function cellsOf({ groups, settings, figures }: Row): string[] {
  const { members, lastRow, completed, peakWrites, requests, smallGroup, bound } = figures;
  return [
    whole(members),
    whole(settings.propagationConcurrency),
    `${settings.memberMemoryMegabytes}/${settings.stepMemoryMegabytes}`,
    whole(settings.table.write),
    whole(lastRow),
    whole(completed),
    whole(peakWrites),
    (requests / members).toFixed(2),
    smallGroup === undefined ? '' : smallGroup.toFixed(1),
    groups === undefined ? bound : `${bound}, ${whole(groups)} groups`,
  ];
}

/** What went wrong, and a key that is hot. */
function notesOf({ figures }: Row): string[] {
  const { members, throttled, timeouts, failed, hottest } = figures;
  const said = [
    throttled > 0 ? `${whole(throttled)} requests throttled` : '',
    timeouts > 0 ? `${whole(timeouts)} batches ran out of time` : '',
    failed > 0 ? `${whole(failed)} FAILED` : '',
    hottest.share > 0.5 ? `${hottest.key} at ${whole(hottest.share * 100)}% of a partition` : '',
  ].filter((words) => words !== '');
  return said.length === 0 ? [] : [`${whole(members)} members: ${said.join(', ')}`];
}

export const legend = `members: in one group, or in all groups of a reassignment.
conc: batches of members in flight. limit: writes a second of the table.
MB: memory of the functions for members and for steps.
Seconds until the last row is written (last), until all is completed (done),
and until a group of 20 is completed that changes half way (small).
peak: write units in a second. reqs: requests of table and queues per member.
bound: what the rows waited for most of the time, until all are written.
(pollers grow: Lambda was still adding to those that read the queue.)`;
