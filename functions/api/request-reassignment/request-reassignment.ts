import { candidatePlace, jobCandidates } from '../../../shared/commands/job-candidates.ts';
import { previewTargets, type PreviewDependencies } from '../../../shared/commands/preview-reassignment.ts';
import {
  requestReassignment as request,
  type RequestJobDependencies,
} from '../../../shared/commands/request-reassignment.ts';
import type { Reassignment } from '../../../shared/domain/reassignment.ts';
import type { Input, Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { ReassignmentAnswer } from '../../../shared/http/contract/reassignment-shapes.ts';
import { fillPage } from '../../../shared/http/fill-page.ts';
import { idempotencyKeyHeader, idempotencyOf } from '../../../shared/http/idempotency-key.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { toPreviewItem, toReassignment } from '../../../shared/http/reassignment-answer.ts';
import { noJobCounts } from '../../../shared/store/job-counts.ts';

type RequestReassignment = typeof operations.requestReassignment;
type Dependencies = RequestJobDependencies & PreviewDependencies;

export const requestReassignment =
  (dependencies: Dependencies): Respond<RequestReassignment> =>
  async (input) => {
    const { caller, query, body, headers } = input;
    const isDryRun = query.dryRun === 'true';
    const scope = scopeOf(input);
    const after = positionOf(scope, query.cursor);
    const idempotency = idempotencyOf(headers[idempotencyKeyHeader], caller, { body });
    const answerOf = (job: Reassignment) => toReassignment(job, noJobCounts, dependencies.clock.now());
    const result = await request(dependencies, caller, body, {
      isDryRun,
      idempotency: idempotency && {
        ...idempotency,
        answer: (job) => ({ status: 202, answer: answerOf(job), location: locationOf(job) }),
      },
    });
    if (result.replayed !== undefined) {
      const { answer, location } = result.replayed;
      return { body: ReassignmentAnswer.parse(answer), location, isReplayed: true };
    }
    const { job } = result;
    if (!isDryRun) return { body: answerOf(job), location: locationOf(job) };
    const preview = await previewPage(dependencies, job, { scope, after, limit: query.limit });
    return { body: { ...answerOf(job), preview }, isDryRun };
  };

const locationOf = ({ reassignmentId }: Reassignment): string => `/reassignments/${reassignmentId}`;

/** A preview's cursor goes on with the preview of the same job, asked for by the same caller. */
const scopeOf = ({ caller, body: { from, to, roles, groupIds } }: Input<RequestReassignment>): string =>
  listScope('preview', caller.nic, from, to, roles.join(), groupIds?.join());

interface PageOptions {
  readonly scope: string;
  readonly after: string | undefined;
  readonly limit: number;
}

async function previewPage(dependencies: Dependencies, job: Reassignment, options: PageOptions) {
  const { scope, after, limit } = options;
  const { items, next } = await fillPage({
    read: (part) => jobCandidates(dependencies, job, part),
    pick: async (candidates) =>
      (await previewTargets(dependencies, job, candidates)).map((previewed) => ({
        place: candidatePlace(previewed.target),
        item: toPreviewItem(previewed),
      })),
    after,
    limit,
  });
  return { items, nextCursor: nextCursor(scope, next) };
}
