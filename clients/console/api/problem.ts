import {
  ProblemError,
  UnreachableError,
  UnexpectedAnswerError,
  type ProblemEntry,
} from '../../lib/api/errors.ts';
import { ProblemCode } from '../../../shared/domain/codes.ts';
import type { ClientProblem } from '../texts/fr/codes.ts';

export type ShownCode = ProblemCode | ClientProblem;

/** What went wrong with a call, as the page shows it. */
export interface ShownProblem {
  readonly code: ShownCode;
  /** What the service said, in English. */
  readonly detail: string;
  /** Every rule that failed. */
  readonly errors: readonly ProblemEntry[];
  /** The id of the request, to quote to the support. */
  readonly instance?: string | undefined;
  /** After how many seconds it can be tried again. */
  readonly retryAfter?: number | undefined;
  /** The open request that is in the way. */
  readonly changeId?: string | undefined;
  /** The reassignment that is in the way. */
  readonly reassignmentId?: string | undefined;
}

/** The code of an entry, if this release has a text for it. */
export const shownCode = (code: string): ShownCode => ProblemCode.safeParse(code).data ?? 'other';

const codeOfStatus = (status: number): ShownCode => {
  if (status === 401) return 'signed-out';
  if (status === 429) return 'too-many-requests';
  return status >= 500 ? 'unavailable' : 'other';
};

/** The problem of a call that failed, whatever failed: the rules, the service, or the way to it. */
export function problemOf(error: unknown): ShownProblem {
  if (error instanceof ProblemError) {
    const { status, code, detail, errors, instance, retryAfter } = error;
    return {
      code: code === undefined ? codeOfStatus(status) : shownCode(code),
      detail,
      errors,
      instance,
      retryAfter,
      changeId: errors.find((entry) => entry.changeId !== undefined)?.changeId,
      reassignmentId: errors.find((entry) => entry.reassignmentId !== undefined)?.reassignmentId,
    };
  }
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof UnreachableError) return { code: 'unreachable', detail, errors: [] };
  if (error instanceof UnexpectedAnswerError) return { code: 'unexpected', detail, errors: [] };
  return { code: 'other', detail, errors: [] };
}
