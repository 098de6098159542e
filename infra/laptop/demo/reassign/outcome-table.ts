import type { OutcomeAnswer } from '../../../../shared/http/contract/reassignment-shapes.ts';

export interface OutcomeRow {
  readonly state: OutcomeAnswer['state'];
  readonly reason: string;
  readonly groups: number;
  readonly services: number;
}

/** Groups the outcomes by state and reason. They are sorted by state, then by number. */
export function outcomeRows(outcomes: readonly OutcomeAnswer[]): OutcomeRow[] {
  const rows = new Map<string, OutcomeRow>();
  for (const { state, failure, serviceId } of outcomes) {
    const reason = failure?.code ?? '';
    const key = `${state} ${reason}`;
    const { groups, services } = rows.get(key) ?? { groups: 0, services: 0 };
    const isService = serviceId !== undefined;
    rows.set(key, {
      state,
      reason,
      groups: groups + Number(!isService),
      services: services + Number(isService),
    });
  }
  return [...rows.values()].toSorted(
    (a, b) => a.state.localeCompare(b.state) || b.groups + b.services - (a.groups + a.services),
  );
}

export const describeOutcomes = (rows: readonly OutcomeRow[]): string =>
  [
    line('outcome', 'reason', 'groups', 'single services'),
    ...rows.map(({ state, reason, groups, services }) =>
      line(state, reason, String(groups), String(services)),
    ),
  ].join('\n');

const line = (state: string, reason: string, groups: string, services: string): string =>
  `  ${state.padEnd(12)} ${reason.padEnd(28)} ${groups.padStart(7)} ${services.padStart(16)}`;
