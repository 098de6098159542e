import type { CarefulMemberSystem } from '../support/careful-member-system.ts';
import type { World } from '../support/world.ts';
import type { Model } from './model.ts';

/** What the system answered: the codes of a refusal, or the name that it gave to what it made. */
export interface Answer {
  readonly refused?: readonly string[] | undefined;
  readonly id?: string | undefined;
  /** The state of what it made. */
  readonly state?: string | undefined;
}

/** What the model answers: the codes of a refusal, or what it made. */
export interface Judged {
  readonly refused?: readonly string[] | undefined;
  readonly made?: { id?: string } | undefined;
}

/** Something that happens once in the system, and once in each model. */
export interface Act {
  inSystem(): Promise<Answer>;
  /** What a dry run answers, just before. */
  dryRun?(): Promise<Answer>;
  inModel(model: Model): Judged;
  /** Whether the system does it by itself, so that the model follows it. */
  readonly isWork?: true;
}

export interface Both {
  readonly world: World;
  readonly system: CarefulMemberSystem;
  readonly model: Model;
}

/** What the system does by itself: the model follows it. */
export const work = (inSystem: () => Promise<void>): Act => ({
  async inSystem() {
    await inSystem();
    return {};
  },
  inModel: () => ({}),
  isWork: true,
});

export const answerOf = (answered: unknown): Answer => (Array.isArray(answered) ? { refused: answered } : {});
