// What specs ask of the window, in words.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { SeenTimeline } from '../../../renderer/state/test-hook.ts';

export interface SeenGraph {
  readonly nodes: readonly {
    readonly id: number;
    readonly address: string;
    readonly isFaded: boolean;
    readonly x: number;
    readonly y: number;
  }[];
  readonly groups: readonly { readonly key: string; readonly x: number; readonly y: number }[];
  readonly edges: readonly unknown[];
}

interface Hook {
  graph(): SeenGraph;
  timeline(): SeenTimeline | null;
  settled(): Promise<void>;
}

/** Waits until nothing is being read, asked, laid out or drawn. */
export const settled = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => '__burstscope' in window);
  await page.evaluate(() => (window as unknown as { __burstscope: Hook }).__burstscope.settled());
};

/** The hosts and edges that the graph shows, hosts with the place of their middle on the page. */
export const seenGraph = async (page: Page): Promise<SeenGraph> => {
  await settled(page);
  return page.evaluate(() => (window as unknown as { __burstscope: Hook }).__burstscope.graph());
};

/** The addresses that the graph shows, sorted as text. */
export const addresses = async (page: Page): Promise<string[]> =>
  (await seenGraph(page)).nodes.map(n => n.address).sort();

/** What the timeline draws; null before its first picture. */
export const seenTimeline = async (page: Page): Promise<SeenTimeline | null> => {
  await settled(page);
  return page.evaluate(() => (window as unknown as { __burstscope: Hook }).__burstscope.timeline());
};

/** Clicks a host in the graph, once it is there. */
export async function clickHost(page: Page, address: string): Promise<void> {
  const find = async () => (await seenGraph(page)).nodes.find(n => n.address === address);
  await expect.poll(find, { message: `the graph shows ${address}` }).toBeDefined();
  const { x, y } = (await find())!;
  await page.mouse.click(x, y);
  await settled(page);
}

/** The text of the parts with a test id, one by one. */
export const texts = (page: Page, testId: string): Promise<string[]> => page.getByTestId(testId).allInnerTexts();
