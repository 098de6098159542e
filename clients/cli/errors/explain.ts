import {
  ProblemError,
  UnexpectedAnswerError,
  UnreachableError,
  type ProblemEntry,
} from '../../lib/api/errors.ts';
import { UnreadableFile } from '../files/unreadable-file.ts';
import { SignInError, UsageError } from './errors.ts';
import { exitCodes, type ExitCode } from './exit-code.ts';
import { nextStep } from './next-step.ts';
import { wordOf } from './word-of.ts';

export interface Explanation {
  /** For standard error: what is wrong, and what to do. */
  readonly text: string;
  readonly exitCode: ExitCode;
}

/** What to tell a person of an error. A bug shows its stack. */
export function explain(error: unknown): Explanation {
  if (error instanceof UsageError) return { text: error.message, exitCode: exitCodes.usage };
  if (error instanceof UnreadableFile)
    return { text: `${error.message}\nNothing was sent.`, exitCode: exitCodes.failed };
  if (error instanceof SignInError) return { text: error.message, exitCode: exitCodes.unreachable };
  if (error instanceof UnreachableError || error instanceof UnexpectedAnswerError) {
    const text =
      `${error.message}\nCheck the address (--api, CONTACTS_API), and that it is the API ` +
      `that answers there.`;
    return { text, exitCode: exitCodes.unreachable };
  }
  if (error instanceof ProblemError) return explainProblem(error);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { text, exitCode: exitCodes.failed };
}

function explainProblem(problem: ProblemError): Explanation {
  if (isNotSignedIn(problem)) {
    return { text: signInTexts[problem.status] ?? problem.title, exitCode: exitCodes.unreachable };
  }
  const { length } = problem.errors;
  const head =
    length > 1
      ? `Refused, for ${length} reasons:`
      : problem.code === undefined
        ? `${problem.title} (${problem.status})`
        : `${problem.title}:`;
  const lines = problem.errors.length === 0 ? [`  ${problem.detail}`] : problem.errors.map(lineOf);
  const step = nextStep(problem);
  const quoted =
    problem.status >= 500 && problem.instance !== undefined
      ? [`The id of the request: ${problem.instance}`]
      : [];
  return { text: [head, ...lines, ...step, ...quoted].join('\n'), exitCode: exitCodes.failed };
}

/** `  --billing: … (recipient-in-debt)` */
function lineOf({ code, detail, pointer, parameter }: ProblemEntry): string {
  const word = wordOf({ pointer, parameter });
  return `  ${word === undefined ? '' : `${word}: `}${detail} (${code})`;
}

/** API Gateway refuses a token without a code of the contract. */
const isNotSignedIn = ({ status, code }: ProblemError): boolean =>
  status === 401 || (status === 403 && code === undefined);

const signInTexts: Readonly<Record<number, string>> = {
  401:
    'Not signed in: the API does not accept the token. It may be over, or meant for another ' +
    'API.\nGet a new one: `contacts --help` says how.',
  403: 'Signed in, but without the scope that this needs: `contacts`, or `operator`.',
};
