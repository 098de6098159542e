import { Random } from './random.ts';

/** Something that may be chosen, and how likely it is next to the others. */
export interface Option {
  readonly name: string;
  readonly weight: number;
}

/** Where every decision of a run comes from. What was decided, one line a decision, is the run's schedule. */
export interface Choices {
  readonly schedule: readonly string[];
  /** One of the options, by its name; options of weight 0 are never chosen. */
  pick(question: string, options: readonly Option[]): string;
  /** A whole number from `least` to `most`, both included. */
  integer(question: string, least: number, most: number): number;
}

/** Decides by a seed. */
export class SeededChoices implements Choices {
  readonly schedule: string[] = [];
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  pick(question: string, options: readonly Option[]): string {
    const total = options.reduce((sum, { weight }) => sum + weight, 0);
    let left = this.#random.next() * total;
    const chosen =
      options.find(({ weight }) => {
        left -= weight;
        return weight > 0 && left < 0;
      }) ?? options.find(({ weight }) => weight > 0);
    if (chosen === undefined) throw new Error(`There is nothing to choose from: ${question}`);
    this.schedule.push(`${question} = ${chosen.name}`);
    return chosen.name;
  }

  integer(question: string, least: number, most: number): number {
    const chosen = least + Math.floor(this.#random.next() * (most - least + 1));
    this.schedule.push(`${question} = ${chosen}`);
    return chosen;
  }
}

/** Decides as a schedule says, line by line; a run that asks something else than it did then is another run. */
export class ReplayedChoices implements Choices {
  readonly schedule: string[] = [];
  readonly #lines: Iterator<string>;

  constructor(lines: readonly string[]) {
    this.#lines = lines.values();
  }

  pick(question: string, options: readonly Option[]): string {
    const name = this.#answer(question);
    if (!options.some((option) => option.name === name))
      throw new Error(`The schedule does not fit: nobody can choose ${name} when asked ${question}.`);
    return name;
  }

  integer(question: string): number {
    return Number(this.#answer(question));
  }

  #answer(question: string): string {
    const { value, done } = this.#lines.next();
    if (done === true) throw new Error(`The schedule ends before it is asked ${question}.`);
    const prefix = `${question} = `;
    if (!value.startsWith(prefix))
      throw new Error(`The schedule does not fit: asked ${question}, it says ${value}.`);
    this.schedule.push(value);
    return value.slice(prefix.length);
  }
}

/** When something else than the first option is chosen, once. */
export interface Moment {
  readonly question: string;
  /** One of the options is like this; any by default. */
  readonly when?: RegExp;
  readonly choose: string;
}

/** Always the first option of any weight and the least number, but for what is forced: a schedule written by hand. */
export class ScriptedChoices implements Choices {
  readonly schedule: string[] = [];
  readonly #numbers: Readonly<Record<string, number>>;
  /** Those that are still to come. */
  readonly #moments: Moment[];

  constructor(numbers: Readonly<Record<string, number>>, moments: readonly Moment[] = []) {
    this.#numbers = numbers;
    this.#moments = [...moments];
  }

  pick(question: string, options: readonly Option[]): string {
    const possible = options.filter(({ weight }) => weight > 0).map((option) => option.name);
    const name = this.#momentOf(question, possible) ?? possible[0];
    if (name === undefined) throw new Error(`There is nothing to choose from: ${question}`);
    this.schedule.push(`${question} = ${name}`);
    return name;
  }

  #momentOf(question: string, possible: readonly string[]): string | undefined {
    const index = this.#moments.findIndex(
      ({ question: asked, when = /^/, choose }) =>
        asked === question && possible.includes(choose) && possible.some((name) => when.test(name)),
    );
    return index < 0 ? undefined : this.#moments.splice(index, 1)[0]?.choose;
  }

  /** Whether all that was to be chosen was. */
  get areMomentsOver(): boolean {
    return this.#moments.length === 0;
  }

  integer(question: string, least: number): number {
    const chosen = this.#numbers[question] ?? least;
    this.schedule.push(`${question} = ${chosen}`);
    return chosen;
  }
}
