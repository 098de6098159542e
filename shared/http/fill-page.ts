/** The candidates that one request asks for, at the most, to fill a page through its filter: it may get fewer. */
const lookLimit = 1_000;
/** How many it looks at together once the first look has not filled the page. */
const lookWidth = 100;

/** A part of a list before it is filtered. */
export interface Candidates<Candidate> {
  readonly candidates: readonly Candidate[];
  /** The place of the last candidate, while more follow. */
  readonly next?: string | undefined;
}

/** An item and its place in the list. */
export interface Placed<Item> {
  readonly place: string;
  readonly item: Item;
}

export interface FillPageOptions<Candidate, Item> {
  /** Reads the candidates after a place. */
  readonly read: (options: { after: string | undefined; limit: number }) => Promise<Candidates<Candidate>>;
  /** What becomes of candidates, in their order; a filter leaves some out. */
  readonly pick: (candidates: readonly Candidate[]) => Promise<readonly Placed<Item>[]>;
  readonly after: string | undefined;
  /** The most items on the page. */
  readonly limit: number;
}

/**
 * A page of a filtered list. Where the filter finds little, the page may be short and yet have a next one, so that no
 * request reads a whole long list.
 */
export async function fillPage<Candidate, Item>({
  read,
  pick,
  after,
  limit,
}: FillPageOptions<Candidate, Item>): Promise<{ items: Item[]; next?: string | undefined }> {
  const picked: Placed<Item>[] = [];
  let place = after;
  for (let looked = 0; ;) {
    const width = looked === 0 ? limit : lookWidth;
    const { candidates, next } = await read({ after: place, limit: width });
    picked.push(...(await pick(candidates)));
    looked += width;
    const items = picked.slice(0, limit).map(({ item }) => item);
    if (picked.length > limit) return { items, next: picked[limit - 1]?.place };
    if (next === undefined || picked.length === limit || looked >= lookLimit) return { items, next };
    place = next;
  }
}
