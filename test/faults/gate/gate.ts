import * as z from 'zod';
import type { IncomingAnswer, Invocation, OutgoingCall, InvocationContext } from './invocation.ts';
import { parseObject, type JsonObject } from './json.ts';

/** An invocation waits for it, and continues when the scheduler says so. */
export interface Pending {
  readonly number: number;
  readonly invocation: Invocation;
  /** The name in the schedule. */
  readonly label: string;
  /** Undefined for a wait, or for an answer in transit. */
  readonly request: GatedRequest | undefined;
  /** Lets a wait end or an answer arrive. */
  arrive(): void;
}

export interface GatedRequest {
  readonly service: OutgoingCall['service'];
  readonly operation: string;
  readonly target: string;
  readonly contentType: string;
  readonly input: JsonObject;
  answer(answer: IncomingAnswer): void;
  breakOff(error: Error): void;
}

/** Holds every request and wait of the invocations, so that only one thing happens at a time. */
export class Gate {
  readonly #pending: Pending[] = [];
  #count = 0;
  /** Increases whenever an invocation does something. */
  activity = 0;

  get pending(): readonly Pending[] {
    return this.#pending;
  }

  contextOf(invocation: Invocation): InvocationContext {
    return {
      invocation,
      call: (call) => this.#hold(invocation, call),
      pause: (milliseconds) =>
        new Promise((resolve) => {
          this.add(invocation, milliseconds > 0 ? 'pause' : 'turn', resolve);
        }),
    };
  }

  add(invocation: Invocation, what: string, arrive: () => void, request?: GatedRequest): void {
    this.activity += 1;
    if (!invocation.isRunning) return;
    this.#count += 1;
    const label = `${invocation.label} ${what}`;
    this.#pending.push({ number: this.#count, invocation, label, request, arrive });
  }

  take(pending: Pending): void {
    const index = this.#pending.indexOf(pending);
    if (index >= 0) this.#pending.splice(index, 1);
  }

  /** The invocation's requests and waits never end, except `spared`, which is in transit and may arrive. */
  abandon(invocation: Invocation, spared?: Pending): void {
    for (const pending of this.#pending.filter((one) => one.invocation === invocation && one !== spared)) {
      this.take(pending);
    }
  }

  /** Whether the invocation waits for something here. */
  holds(invocation: Invocation): boolean {
    return this.#pending.some((pending) => pending.invocation === invocation);
  }

  /** Resolves when nothing moves: the effects of an answer end within a turn or two. */
  async quiet(): Promise<void> {
    for (let quietTurns = 0, seen = this.activity; quietTurns < 2; quietTurns += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (seen !== this.activity) quietTurns = -1;
      seen = this.activity;
    }
  }

  #hold(
    invocation: Invocation,
    { service, target, contentType, body }: OutgoingCall,
  ): Promise<IncomingAnswer> {
    return new Promise((answer, breakOff) => {
      const operation = target.slice(target.lastIndexOf('.') + 1);
      const input = parseObject(body);
      const request = { service, operation, target, contentType, input, answer, breakOff };
      this.add(invocation, `${operation} ${subjectOf(input)}`.trimEnd(), () => {}, request);
    });
  }
}

const Named = z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) });
const Subject = z.object({ Key: Named.optional(), Item: Named.optional() });
const Operations = z.object({ TransactItems: z.tuple([z.record(z.string(), Subject)]).rest(z.unknown()) });

const Detail = z
  .string()
  .transform((detail): unknown => JSON.parse(detail))
  .pipe(z.object({ eventId: z.string() }));
const Published = z.object({ Entries: z.array(z.object({ Detail })).min(1) });

const Mailed = z.object({ Destination: z.object({ ToAddresses: z.tuple([z.string()]) }) });

/** The subject of a request, the same in every run of a seed; of a transaction or of events, the first. */
function subjectOf(input: JsonObject): string {
  const path = input['path'];
  if (typeof path === 'string') return path;
  const [entry] = Published.safeParse(input).data?.Entries ?? [];
  if (entry !== undefined) return entry.Detail.eventId;
  const mailed = Mailed.safeParse(input).data;
  if (mailed !== undefined) return mailed.Destination.ToAddresses[0];
  const transaction = Operations.safeParse(input).data?.TransactItems[0];
  const { Key, Item } =
    Subject.safeParse(transaction === undefined ? input : Object.values(transaction)[0]).data ?? {};
  const named = Key ?? Item;
  return named === undefined ? '' : `${named.pk.S} ${named.sk.S}`;
}
