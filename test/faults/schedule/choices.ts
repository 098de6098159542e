import { Random } from './random.ts';

/** Something that may be chosen, and how likely it is next to the others. */
export interface Option {
  readonly name: string;
  readonly weight: number;
}

/** Decides everything in a run. The decisions, one per line, are its schedule. */
export interface Choices {
  readonly schedule: readonly string[];
  /** Never one of weight 0. */
  pick(question: string, options: readonly Option[]): string;
  /** Bounds included. */
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

/** Decides by a schedule. A run that asks other questions is refused. */
export class ReplayedChoices implements Choices {
  readonly schedule: string[] = [];
  readonly #lines: Iterator<string>;

  constructor(lines: readonly string[]) {
    this.#lines = lines.values();
  }

  pick(question: string, options: readonly Option[]): string {
    const name = this.#answer(question);
    if (!options.some((option) => option.name === name))
      throw new Error(`The schedule does not fit: ${name} is no option of ${question}.`);
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

/** Another option than the first, once. */
export interface Moment {
  readonly question: string;
  /** Default: any. */
  readonly when?: RegExp;
  readonly choose: string;
}

/** Answers to numeric questions: one, or a list of which the last is repeated. */
export type Numbers = Readonly<Record<string, number | readonly number[]>>;

/** The first option and the least number, except for what is forced. */
export class ScriptedChoices implements Choices {
  readonly schedule: string[] = [];
  readonly #numbers: Numbers;
  readonly #asked = new Map<string, number>();
  /** Not yet reached. */
  readonly #moments: Moment[];

  constructor(numbers: Numbers, moments: readonly Moment[] = []) {
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

  #numberOf(question: string): number | undefined {
    const numbers = this.#numbers[question];
    if (numbers === undefined || typeof numbers === 'number') return numbers;
    const times = this.#asked.get(question) ?? 0;
    this.#asked.set(question, times + 1);
    return numbers[times] ?? numbers.at(-1);
  }

  get areMomentsOver(): boolean {
    return this.#moments.length === 0;
  }

  integer(question: string, least: number): number {
    const chosen = this.#numberOf(question) ?? least;
    this.schedule.push(`${question} = ${chosen}`);
    return chosen;
  }
}
