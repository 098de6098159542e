/** The most candidates that one request looks at to fill a filtered page. */
const lookLimit = 1_000;
/** How many candidates each read takes after the first one did not fill the page. */
const lookWidth = 100;

/** A part of a list before filtering. */
export interface Candidates<Candidate> {
  readonly candidates: readonly Candidate[];
  /** The position of the last candidate, if more follow. */
  readonly next?: string | undefined;
}

/** An item and its position in the list. */
export interface Placed<Item> {
  readonly place: string;
  readonly item: Item;
}

export interface FillPageOptions<Candidate, Item> {
  /** Reads the candidates after a position. */
  readonly read: (options: { after: string | undefined; limit: number }) => Promise<Candidates<Candidate>>;
  /** Converts candidates to items, in order, and drops those that the filter excludes. */
  readonly pick: (candidates: readonly Candidate[]) => Promise<readonly Placed<Item>[]>;
  readonly after: string | undefined;
  /** The most items on the page. */
  readonly limit: number;
}

/** A page of a filtered list. It may be short although more follow, so that no request reads a whole long list. */
export async function fillPage<Candidate, Item>({
  read,
  pick,
  after,
  limit,
}: FillPageOptions<Candidate, Item>): Promise<{ items: Item[]; next?: string | undefined }> {
  const picked: Placed<Item>[] = [];
  let place = after;
  for (let looked = 0; ;) {
    const width = Math.min(looked === 0 ? limit : lookWidth, lookLimit - looked);
    const { candidates, next } = await read({ after: place, limit: width });
    picked.push(...(await pick(candidates)));
    looked += width;
    const items = picked.slice(0, limit).map(({ item }) => item);
    if (picked.length > limit) return { items, next: picked[limit - 1]?.place };
    if (next === undefined || picked.length === limit || looked >= lookLimit) return { items, next };
    place = next;
  }
}
