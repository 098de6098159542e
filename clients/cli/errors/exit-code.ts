/** What the exit code of a command says. */
export const exitCodes = {
  ok: 0,
  /** Something was refused, or failed. */
  failed: 1,
  /** The command line is wrong: nothing was sent. */
  usage: 2,
  /** The API does not answer, or does not accept the token. */
  unreachable: 3,
} as const satisfies Record<string, number>;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
