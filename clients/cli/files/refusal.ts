import { ProblemError } from '../../lib/api/errors.ts';

/** Why the whole run ends: no row would fare better. */
const isOfEveryRow = ({ status, code }: ProblemError): boolean =>
  status === 401 ||
  status === 429 ||
  status === 503 ||
  (status === 403 && (code ?? 'operator-only') === 'operator-only');

/** The outcome of a row that the API refused. */
export interface Refusal {
  readonly state: 'refused';
  readonly code: string;
  readonly detail: string;
}

/** Why the API refused a row. Rethrows what is not about this row alone. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ProblemError) || isOfEveryRow(error)) throw error;
  const details = error.errors.map(({ detail }) => detail);
  return {
    state: 'refused',
    code: error.code ?? String(error.status),
    detail: details.length === 0 ? error.detail : details.join(' '),
  };
}

/** What a call answers, or undefined if the API knows no such thing. */
export async function unlessNotFound<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not-found') return undefined;
    throw error;
  }
}
