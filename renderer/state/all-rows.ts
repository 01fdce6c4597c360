// All rows of a paged answer, a thousand at a time.
import type { Page } from '../../shared/contract/calls.ts';

const AT_ONCE = 1000;

export async function allRows<Row>(
  ask: (page: { readonly offset: number; readonly limit: number }) => Promise<Page<Row>>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const page = await ask({ offset: rows.length, limit: AT_ONCE });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}
