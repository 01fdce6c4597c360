// Cells of CSV (RFC 4180), for reports and for what is copied from tables.

/** What a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A text cell: guarded against spreadsheets unless `raw`, and quoted where RFC 4180 asks for it. */
export const csvText = (text: string, raw: boolean): string => quoted(!raw && FORMULA.test(text) ? `'${text}` : text);
