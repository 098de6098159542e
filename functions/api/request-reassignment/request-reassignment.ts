import { countTargets } from '../../../shared/commands/count-targets.ts';
import { previewTargets } from '../../../shared/commands/preview-reassignment.ts';
import { isCandidatePlace } from '../../../shared/commands/reassignment-candidates.ts';
import { requestReassignment as request } from '../../../shared/commands/request-reassignment.ts';
import type { Reassignment } from '../../../shared/domain/reassignment.ts';
import type { Input, Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { idempotencyKeyHeader, idempotencyOf } from '../../../shared/http/idempotency-key.ts';
import { listScope, nextCursor, positionOf, type SealedCursors } from '../../../shared/http/paging.ts';
import { previewPage } from '../../../shared/http/preview-page.ts';
import {
  toDryRunReassignment,
  toPreviewItem,
  toReassignment,
} from '../../../shared/http/reassignment-answer.ts';
import { noReassignmentCounts } from '../../../shared/store/reassignment-counts.ts';

type RequestReassignment = typeof operations.requestReassignment;

export const requestReassignment =
  (capabilities: Parameters<typeof request>[0] & SealedCursors): Respond<RequestReassignment> =>
  async (input) => {
    const { caller, query, body, headers } = input;
    const { sealedCursors } = capabilities;
    const isDryRun = query.dryRun === 'true';
    const scope = scopeOf(input);
    const after = positionOf(scope, query.cursor, isCandidatePlace, sealedCursors);
    const idempotency = idempotencyOf(headers[idempotencyKeyHeader], caller, { body });
    const answerOf = (reassignment: Reassignment) =>
      toReassignment(caller, reassignment, noReassignmentCounts, capabilities.clock.now());
    const runAt = body.runAt === undefined ? undefined : new Date(body.runAt).toISOString();
    const result = await request(
      capabilities,
      caller,
      { ...body, runAt },
      {
        isDryRun,
        page: isDryRun ? { after, limit: query.limit } : undefined,
        idempotency: idempotency && {
          ...idempotency,
          answer: (reassignment) => ({
            status: 202,
            answer: answerOf(reassignment),
            location: locationOf(reassignment),
          }),
        },
      },
    );
    if (result.replayed !== undefined) {
      const { answer, location } = result.replayed;
      return { body: answer, location, isReplayed: true };
    }
    const { reassignment, read } = result;
    if (!isDryRun) return { body: answerOf(reassignment), location: locationOf(reassignment) };
    const { items, next } = await previewPage(capabilities, reassignment, {
      after,
      limit: query.limit,
      first: read.page,
      preview: (found) => previewTargets(capabilities, reassignment, found, read.accounts),
    });
    const isWhole = after === undefined && next === undefined;
    const preview = {
      items: items.map(toPreviewItem),
      nextCursor: nextCursor(scope, next, sealedCursors),
      total: isWhole
        ? { targets: items.length, isExact: true }
        : await countTargets(capabilities, reassignment),
    };
    return { body: toDryRunReassignment(answerOf(reassignment), preview), isDryRun };
  };

const locationOf = ({ reassignmentId }: Reassignment): string => `/reassignments/${reassignmentId}`;

/** A preview's cursor works only for the same reassignment and the same caller. */
const scopeOf = ({ caller, body: { from, to, roles, groupIds } }: Input<RequestReassignment>): string =>
  listScope('preview', caller.nic, from, to, roles.join(), groupIds?.join());
