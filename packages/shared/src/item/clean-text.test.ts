import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { cleanLine, cleanName, cleanParagraphs, distinctNames } from "./clean-text.ts";

describe("cleanParagraphs", () => {
  it.each([
    ["one\r\ntwo\rthree\u2028four\u2029five\u0085six", "one\ntwo\nthree\nfour\nfive\nsix"],
    ["a\tb\u00a0c\u3000d", "a b c d"],
    ["a  \n  b\n\n\n\nc\n", "a\nb\n\nc"],
    ["Night\u0007 Train\u200b\ufeff\u00ad", "Night Train"],
    ["name\u001fvalue", "name value"],
    ["Mo\u200dts", "Mots"],
    ["👩‍🔬 at work", "👩‍🔬 at work"],
    ["می\u200cخواهم", "می\u200cخواهم"],
    ["\u200fعربي (part 1)\u200f x", "\u200fعربي (part 1)\u200f x"],
    ["plain\u200e text\u202e", "plain text"],
    ["half \ud83d surrogate", "half surrogate"],
    ["Cafe\u0301", "Café"],
    [" \u200b\n\t ", ""],
    ["<p>One</p><p>Two</p>", "One\nTwo"],
    ["<span>One</span><span>Two</span>", "One Two"],
    ["un<b>believ</b>able", "unbelievable"],
    ["one<br>two<br/><br />three", "one\ntwo\nthree"],
    ["<li>One</li><li>Two", "One\nTwo"],
    ['<a href="https://example.org?a=1&amp;b=2">link</a>', "link"],
    ["5 < 6 and 7 > 3; <Story>; x<y", "5 < 6 and 7 > 3; <Story>; x<y"],
    [
      "&amp;lt; &lt;b&gt; &#39;&#x27;&quot; &nope; &constructor;",
      "&lt; <b> ''\" &nope; &constructor;",
    ],
    ["&#0; &#xD800; &#9999999;", "&#0; &#xD800; &#9999999;"],
    ["a&nbsp;b&hellip;", "a b…"],
  ])("turns %j into %j", (text, clean) => {
    expect(cleanParagraphs(text)).toBe(clean);
  });

  it("is quick with hostile markup", () => {
    const started = performance.now();
    cleanParagraphs("<b ".repeat(50_000));
    cleanParagraphs(`${"</b>".repeat(50_000)}<`);
    cleanParagraphs(`x${" \t".repeat(100_000)}x`);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("never leaves a control character, a loose end or an empty line more", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const clean = cleanParagraphs(text);
        expect(clean).not.toMatch(/[^\P{Cc}\n]|\n{3}|[ \t]\n|\n |^\s|\s$/u);
        expect(clean.isWellFormed()).toBe(true);
        expect(cleanName(cleanName(text))).toBe(cleanName(text));
      }),
    );
  });

  it("never glues words", () => {
    const gap = fc.constantFrom(
      "\t",
      "\r\n",
      "\r",
      "\u2028",
      "\u00a0",
      "<br>",
      "</p><p>",
      "&nbsp;",
      "\u001f",
    );
    fc.assert(
      fc.property(fc.array(gap, { minLength: 1, maxLength: 4 }), (gaps) => {
        expect(cleanParagraphs(`one${gaps.join("")}two`)).toMatch(/^one\s+two$/);
      }),
    );
  });
});

describe("cleanLine", () => {
  it("makes one line of a title", () => {
    expect(cleanLine(" Night\nTrain &amp; <i>Owls</i> ")).toBe("Night Train & Owls");
  });
});

describe("distinctNames", () => {
  it("keeps the first spelling, without empty ones", () => {
    expect(
      distinctNames(["Birds", "birds ", "", " ", "BIRDS", "Cafe\u0301", "Café", "R&amp;B"]),
    ).toEqual(["Birds", "Café", "R&amp;B"]);
  });
});
