import * as z from 'zod';
import { operations } from '../../shared/http/contract/operations.ts';
import type {
  DryRunReassignmentAnswer,
  OutcomeAnswer,
  ReassignmentAnswer,
} from '../../shared/http/contract/reassignment-shapes.ts';
import type { RunningStack } from './running-stack.ts';
import { until } from './until.ts';

export type Progress = ReassignmentAnswer['progress'];

/** Reassignments over the public API of a running stack. */
export class ReassignmentClient {
  readonly #running: RunningStack;

  constructor(running: RunningStack) {
    this.#running = running;
  }

  ask(nic: string, body: object): Promise<ReassignmentAnswer> {
    return this.#running.call(operations.requestReassignment, nic, {}, { body });
  }

  dryRun(nic: string, body: object, query = ''): Promise<DryRunReassignmentAnswer> {
    const { dryRunAnswer: answer, ...operation } = operations.requestReassignment;
    const asked = { body, query: `?dryRun=true${query}` };
    return this.#running.call({ ...operation, answer }, nic, {}, asked);
  }

  get(nic: string, { reassignmentId }: Pick<ReassignmentAnswer, 'reassignmentId'>) {
    return this.#running.call(operations.getReassignment, nic, { reassignmentId });
  }

  decide(
    nic: string,
    { reassignmentId }: Pick<ReassignmentAnswer, 'reassignmentId'>,
    decision: 'accept' | 'refuse' | 'cancel',
  ): Promise<ReassignmentAnswer> {
    const operation = operations[`${decision}Reassignment`];
    return this.#running.call(operation, nic, { reassignmentId });
  }

  /** Waits until the reassignment and its changes have ended. */
  ended(nic: string, reassignment: Pick<ReassignmentAnswer, 'reassignmentId'>): Promise<ReassignmentAnswer> {
    return until(async () => {
      const now = await this.get(nic, reassignment);
      return now.completedAt === undefined ? undefined : now;
    });
  }

  /** Every outcome, page after page. */
  async outcomes(
    nic: string,
    { reassignmentId }: Pick<ReassignmentAnswer, 'reassignmentId'>,
    filter = '',
  ): Promise<OutcomeAnswer[]> {
    const found: OutcomeAnswer[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const query = `?limit=100${filter}${after}`;
      const page: z.infer<typeof operations.listReassignmentOutcomes.answer> = await this.#running.call(
        operations.listReassignmentOutcomes,
        nic,
        { reassignmentId },
        { query },
      );
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    return found;
  }
}

/** The outcomes, counted as in `progress`: propagating targets are pending. */
export function summed(outcomes: readonly OutcomeAnswer[]): Progress {
  const progress = { targets: outcomes.length, completed: 0, failed: 0, skipped: 0, pending: 0 };
  for (const { state } of outcomes) progress[state === 'propagating' ? 'pending' : state] += 1;
  return progress;
}
