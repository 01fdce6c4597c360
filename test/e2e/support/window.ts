// What specs ask of the window, in words.
import type { Page } from 'playwright-core';
import type { SeenTimeline } from '../../../renderer/state/test-hook.ts';

export interface SeenGraph {
  readonly nodes: readonly { readonly id: number; readonly address: string; readonly x: number; readonly y: number }[];
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

/** What the timeline draws; null before its first picture. */
export const seenTimeline = async (page: Page): Promise<SeenTimeline | null> => {
  await settled(page);
  return page.evaluate(() => (window as unknown as { __burstscope: Hook }).__burstscope.timeline());
};

/** Clicks a host in the graph. */
export async function clickHost(page: Page, address: string): Promise<void> {
  const node = (await seenGraph(page)).nodes.find(n => n.address === address);
  if (!node) throw new Error(`The graph does not show ${address}.`);
  await page.mouse.click(node.x, node.y);
  await settled(page);
}

/** The text of the parts with a test id, one by one. */
export const texts = (page: Page, testId: string): Promise<string[]> => page.getByTestId(testId).allInnerTexts();
