import type { ProblemCode } from '../shared/domain/codes.ts';
import type { Operation } from '../shared/http/contract/operation.ts';
import {
  lastParameterOf,
  placed,
  problemCodes,
  type Problem,
  type ProblemEntry,
} from '../shared/http/problem.ts';

type Place = Pick<ProblemEntry, 'pointer' | 'parameter'>;

const ofReassignment: Partial<Record<ProblemCode, string>> = {
  'recipient-unknown': '/to',
  'recipient-closed': '/to',
  'holder-unknown': '/from',
  'nothing-to-change': '/from',
  'consent-code-invalid': '/consentCode',
  'effective-time-invalid': '/runAt',
};
const ofBodies: Partial<Record<ProblemCode, string>> = {
  'malformed-json': '',
  // One that no operation knows.
  'validation-failed': '/unknown',
  'change-pending': '/contacts/technical',
  'role-not-changeable': '/contacts/billing',
  'recipient-unknown': '/contacts/technical',
  'recipient-closed': '/contacts/technical',
  'recipient-not-validated': '/contacts/technical',
  'recipient-in-debt': '/contacts/technical',
  'nothing-to-change': '/contacts',
  'consent-code-invalid': '/consentCodes/ef24680-ovh',
  'effective-time-invalid': '/effectiveAt',
  'internal-error': '',
  unavailable: '',
};
const parameters: Partial<Record<ProblemCode, string>> = {
  'invalid-cursor': 'cursor',
  'unsupported-media-type': 'Content-Type',
  'idempotency-key-reused': 'Idempotency-Key',
};

/** Where the rule of the code may fail; nowhere in particular if that is what the address names. */
function placeOf(code: ProblemCode, { operationId, access, path }: Operation): Place {
  const pointer =
    (operationId === 'requestReassignment' ? ofReassignment[code] : undefined) ?? ofBodies[code];
  if (pointer !== undefined) return { pointer };
  if (code === 'invalid-parameter') return { parameter: lastParameterOf(path) ?? 'unknown' };
  if (code === 'operator-only') return { parameter: access === 'operator' ? 'Authorization' : 'of' };
  const parameter = parameters[code];
  return parameter === undefined ? {} : { parameter };
}

/** A problem with the code, and a place where its rule may fail. Operations with the same errors share it. */
export function problemExample(code: ProblemCode, operation: Operation): Problem {
  const [status, title] = problemCodes[code];
  const detail = `${title}.`;
  return {
    type: `/problems/${code}`,
    code,
    title,
    status,
    detail,
    instance: 'request-id',
    errors: [placed({ code, detail, ...placeOf(code, operation) }, operation.path)],
  };
}
