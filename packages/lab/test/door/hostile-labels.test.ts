import { describe, expect, it } from "vitest";
import { renderFigure } from "../../src/figures/render-figure.js";
import { reproductionFiles, runFiles } from "../../src/io/result-files.js";
import { escapeHtml } from "../../src/report/escape-html.js";
import type { ReproductionOutcome } from "../../src/reproduction.js";
import { run } from "../../src/run.js";
import { figuresSaying } from "../figures.js";
import { host } from "../in-process-host.js";
import { dangers, parseMarkup } from "../parse-markup.js";

const payloads = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onload='alert(1)",
  "</title></svg><script>alert(1)</script>",
  "]]><svg onload=alert(1)>",
  "<style>@import 'https://example.org/x.css'</style>",
  "</style><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject>",
  "&lt;script&gt;&#60;b&#62;",
  "<!-- a comment --><?xml-stylesheet href='x'?>",
  "javascript:alert(1)",
  `\${alert(1)} {{alert(1)}} \`alert(1)\``,
  "\u0000\u0008\u001b[31mred\ufffe",
  "</pre></main></body></html><script>alert(1)</script>",
];
/** Without the characters that XML does not allow. */
const printable = (text: string): string =>
  [..."\u0000\u0008\u001b\ufffe"].reduce((rest, character) => rest.replaceAll(character, ""), text);

describe.each(payloads)("the label %j", (label) => {
  it.each(figuresSaying(label).map((figure) => ({ kind: figure.kind, figure })))(
    "stands in a figure of $kind as the text it is",
    ({ figure }) => {
      const elements = parseMarkup(renderFigure(figure));
      expect(dangers(elements)).toEqual([]);
      const texts = elements.filter(({ text }) => text.includes(printable(label)));
      expect(texts.map(({ name }) => name)).toEqual(expect.arrayContaining(["title", "desc", "text"]));
      expect(new Set(elements.map(({ name }) => name))).toEqual(
        new Set(
          parseMarkup(renderFigure(figuresSaying("Rate").find(({ kind }) => kind === figure.kind)!)).map(
            ({ name }) => name,
          ),
        ),
      );
    },
  );

  it("stands in a report of a reproduction as the text it is", () => {
    const outcome: ReproductionOutcome = {
      ...{ name: label, title: label, citations: [label], headlines: [label], notes: [label], runs: [] },
      checks: (["paper", "reference"] as const).map((origin) => ({
        ...{
          quantity: label,
          unit: label,
          source: label,
          origin,
          published: 1,
          got: 2,
          tolerance: 0,
          pass: false,
        },
      })),
      figures: figuresSaying(label),
    };
    const report = reproductionFiles([outcome], label)["report.html"] as string;
    const elements = parseMarkup(report);
    expect(dangers(elements)).toEqual([]);
    expect(elements.filter(({ text }) => text.includes(printable(label))).length).toBeGreaterThan(8);
    expect(elements.filter(({ name }) => name === "style")).toHaveLength(1);
  });
});

describe("the files of a run with hostile names", () => {
  it.each(payloads)("(%j) hold them as text", async (label) => {
    const stimulus = { name: label, input: "E", areas: ["circuit"], startMs: 1, endMs: 2, amplitude: 1 };
    const experiment = {
      isocortex: 1,
      name: label,
      model: "excitatory-inhibitory",
      durationMs: 10,
      stimuli: [stimulus],
    };
    const files = runFiles(await run(host, experiment), label);
    const elements = parseMarkup(files["report.html"] as string);
    expect(dangers(elements)).toEqual([]);
    expect(elements.find(({ name }) => name === "h1")!.text).toBe(label);
    expect(Object.keys(files).sort()).toEqual([
      "figures/rE.svg",
      "figures/rI.svg",
      "report.html",
      "result.npz",
      "run.json",
      "summary.json",
    ]);
  });
});

describe("a report", () => {
  it("opens without a network and runs nothing: its policy says so as well", async () => {
    const files = runFiles(
      await run(host, { isocortex: 1, model: "chaudhuri-2015", durationMs: 400 }),
      "isocortex run x",
    );
    const report = files["report.html"] as string;
    const elements = parseMarkup(report);
    expect(dangers(elements)).toEqual([]);
    const addresses = [...report.matchAll(/https?:\/\/[^\s"'<]+/g)].map(([address]) => address);
    expect(addresses.filter((address) => address !== "http://www.w3.org/2000/svg")).toEqual([]);
    const policy = elements.find(({ attributes }) => attributes["http-equiv"] === "Content-Security-Policy");
    expect(policy!.attributes.content).toMatch(/^default-src 'none';/);
    expect(policy!.attributes.content).not.toMatch(/script|\*|http/);
  });

  it("holds what a repeat needs: command, experiment, hashes of every array", async () => {
    const result = await run(host, { isocortex: 1, model: "excitatory-inhibitory", durationMs: 20 });
    const report = runFiles(result, "isocortex run my.json --seed 1")["report.html"] as string;
    expect(report).toContain("isocortex run my.json --seed 1");
    for (const { sha256 } of Object.values(result.record.arrays)) expect(report).toContain(sha256);
    expect(report).toContain(result.record.wasmSha256);
  });

  it("escapes what ends a text or an attribute", () => {
    expect(escapeHtml(`<a href="x" title='y'>&\``)).toBe(
      "&#60;a href=&#34;x&#34; title=&#39;y&#39;&#62;&#38;&#96;",
    );
  });
});
