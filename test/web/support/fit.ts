// Whether everything on a page can be seen at its width, without scrolling sideways.
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Neither the page nor a frame in it is wider than what is shown; a wide table becomes blocks instead. */
export async function expectNothingCutOff(page: Page): Promise<void> {
  const cut = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll(".table-frame, .panel, .dialog[open]")]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ className, scrollWidth, clientWidth }) => `${className}: ${scrollWidth} > ${clientWidth}`),
  );
  expect(cut).toEqual([]);
}
