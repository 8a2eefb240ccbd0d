/* Runs all Lighthouse categories except performance on some addresses, for mobile and desktop, and
   prints JSON lines. Arguments: the path of Chromium, its own arguments as JSON, and the addresses. */
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const [chromePath, chromeFlags, ...addresses] = process.argv.slice(2);
const chrome = await launch({
  chromePath,
  chromeFlags: ["--headless", "--no-sandbox", ...JSON.parse(chromeFlags)],
});
const flags = {
  port: chrome.port,
  onlyCategories: ["accessibility", "best-practices", "seo"],
  disableFullPageScreenshot: true,
  // Short pauses are enough, because files from loopback arrive at once.
  pauseAfterFcpMs: 200,
  pauseAfterLoadMs: 200,
  networkQuietThresholdMs: 200,
  cpuQuietThresholdMs: 200,
};
try {
  for (const address of addresses) {
    for (const [form, config] of [["mobile", undefined], ["desktop", desktopConfig]]) {
      const { lhr } = await lighthouse(address, flags, config);
      const failed = Object.values(lhr.categories).flatMap(({ auditRefs }) =>
        auditRefs
          .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 1)
          .map(({ id }) => `${id}: ${lhr.audits[id].title}`),
      );
      const scores = Object.fromEntries(
        Object.entries(lhr.categories).map(([name, { score }]) => [name, score]),
      );
      const error = lhr.runtimeError?.message ?? null;
      console.log(JSON.stringify({ address, form, scores, failed, error }));
    }
  }
} finally {
  chrome.kill();
}
