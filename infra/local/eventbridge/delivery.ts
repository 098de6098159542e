/** The target has refused an event and will refuse it again. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface DeliveryLimits {
  readonly retries: number;
  readonly maximumAgeSeconds: number;
}

export interface DeliveryPorts {
  /** Milliseconds. */
  readonly now: () => number;
  /** Resolves to whether to go on. */
  readonly wait: (milliseconds: number) => Promise<boolean>;
  readonly random: () => number;
  /** Replaces every pause, in seconds. */
  readonly retrySeconds: number | undefined;
}

/** Why an event did not reach its target, with the words of a dead letter's attributes. */
export interface DeliveryFailure {
  readonly code: string;
  readonly message: string;
  readonly retries: number;
  /** Which limit ended the attempts; without one, the target refused the event for good. */
  readonly exhausted: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds' | undefined;
}

/** The ceilings of the pauses, in milliseconds: exponential backoff with full jitter. */
const firstPause = 1000;
const longestPause = 60_000;

/**
 * Sends an event until it has arrived, its target has refused it, or a limit is reached.
 * @returns the failure; undefined if the event arrived or the stack stops
 */
export async function deliver(
  send: () => Promise<void>,
  { retries, maximumAgeSeconds }: DeliveryLimits,
  ports: DeliveryPorts,
): Promise<DeliveryFailure | undefined> {
  const end = ports.now() + maximumAgeSeconds * 1000;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await send();
      return undefined;
    } catch (error) {
      const failure = describe(error, attempt);
      if (error instanceof Rejection) return { ...failure, exhausted: undefined };
      if (attempt >= retries) return { ...failure, exhausted: 'MaximumRetryAttempts' };
      const pause = pauseBefore(attempt + 1, ports);
      if (ports.now() + pause > end) return { ...failure, exhausted: 'MaximumEventAgeInSeconds' };
      if (!(await ports.wait(pause))) return undefined;
    }
  }
}

function describe(error: unknown, retries: number): Omit<DeliveryFailure, 'exhausted'> {
  const code = error instanceof Rejection ? error.code : 'SDK_CLIENT_ERROR';
  return { code, message: error instanceof Error ? error.message : String(error), retries };
}

function pauseBefore(retry: number, { random, retrySeconds }: DeliveryPorts): number {
  if (retrySeconds !== undefined) return retrySeconds * 1000;
  return random() * Math.min(longestPause, firstPause * 2 ** retry);
}
