/** A column of a table. */
export interface Column<Item> {
  readonly title: string;
  /** What the cell shows. Undefined shows nothing. */
  readonly value: (item: Item) => string | number | boolean | undefined;
  /** Whether the cell may be cut to fit the width: for text, never for an id. */
  readonly isCut?: true;
  readonly isNumber?: true;
}

export const textOf = (value: string | number | boolean | undefined): string => {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
};
