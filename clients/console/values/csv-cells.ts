export type Cell = string | number | undefined;

const cellForm = {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const satisfies Intl.DateTimeFormatOptions;

/** A moment in this device's time zone, as spreadsheets of both languages read it: `01/03/2026 09:00:00`. */
export const cellTime = (at: string | undefined): Cell =>
  at === undefined
    ? undefined
    : new Intl.DateTimeFormat('fr-FR', cellForm).format(new Date(at)).replaceAll(/\s+/g, ' ');
