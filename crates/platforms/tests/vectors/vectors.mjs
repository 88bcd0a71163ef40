// Writes what the reference implementations count, for tests/counting.rs to compare with:
//   counts.json      [text, weighted length on X, graphemes, UTF-16 units, code points, bytes]
//   graphemes.json   Unicode's GraphemeBreakTest 17.0: the graphemes of each text
//
// To bring them up to date: `npm ci --ignore-scripts && npm run vectors` in this folder. Node.js has
// to carry the same version of Unicode as the crate unicode-segmentation; this script says which it
// has. The second file is taken from the source of that crate, which carries Unicode's test data:
//   node vectors.mjs <the crate's folder>/tests/testdata/mod.rs
// Without this argument it stays as it is. (Data: © Unicode, Inc., under the Unicode License V3.)

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const twitter = require("twitter-text");
withNewestEmoji();

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const random = numbers(20261121);
const texts = new Set([...known(), ...everyEmoji(), ...everyTopLevelDomain(), ...made(1800)]);

write("counts.json", [...texts].map(counts));
if (process.argv[2]) write("graphemes.json", breakTests(process.argv[2]));
console.log(`${texts.size} texts, Unicode ${process.versions.unicode}`);

/** twitter-text 3.1.0 brings the emoji of 2018 along; its maker's parser has newer ones. */
function withNewestEmoji() {
  const inside = createRequire(require.resolve("twitter-text"));
  inside("twemoji-parser").parse = require("twemoji-parser").parse;
}

function counts(text) {
  return [
    text,
    twitter.parseTweet(text).weightedLength,
    [...segmenter.segment(text)].length,
    text.length,
    [...text].length,
    Buffer.byteLength(text),
  ];
}

/** Texts somebody thought of. */
function known() {
  const family = "👨‍👩‍👧‍👦";
  return [
    "", " ", "hello", "naïve — “quoted”", "日本語", "한국어", "ภาษาไทย", "नमस्ते", "עברית", "العربية",
    family, "🇩🇪", "e\u0301", "👍🏽", "☺️", "1️⃣", "#️⃣", "©", "®", "™", "❤", "❤️", "❤︎", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🙂‍↔️",
    "🇩🇪🇫🇷", "🇩", "🇦🇧🇩🇪", "👩‍🦽‍➡️", "\u200D", "\uFE0F", "\u202E", "\u0301", "\0", "\u{10FFFF}", "\uFEFFa.co",
    family.repeat(40) + "a".repeat(200), family.repeat(120), family.repeat(121),
    "see example.com ok", "https://example.com", "http://a.co", "HTTPS://EXAMPLE.COM/A", "(https://a.io)",
    "https://example.com/a/very/long/path/that/goes/on and on", "https://example.com/a?b=c&d=e#f",
    "https://example.com/wiki/A_(b)", "https://example.com/A_(b_(c)_d)/e", "https://example.com/(", "a.co/()",
    "example.com/path.", "example.com.", "example.com,example.org", "example.com-foo", "example.comfoo",
    "foo.example.co.uk", "me@example.com", "@example.com", "#example.com", "$example.com", "-example.com",
    "a_b.example.com", "example_a.com", "a-.com", "-a.com", "http://a_b.com", "http://_a.com", "http://a-.com",
    "http://example.com:80/a", "example.com:80", "example.com:80/a", "example.com?a=b", "example.com/?a=b", "a.co#a",
    "http://t.co/abc", "http://t.co/abc/def", "http://t.co/abc?d=e", `http://t.co/${"a".repeat(41)}`, "t.co/abc/def",
    "https://日本語.jp", "日本語.jp", "日本example.com", "example.com日本", "a.com日本b.com/c", "日本.みんな", "a.みんな",
    "a.com.日本.みんな/x", "例え.テスト", "пример.рф", "ПРИМЕР.РФ", "пример.com", "a.рф", "vermögensberater.com",
    "a.vermögensberater", "A.VERMÖGENSBERATUNG", "xn--80ak6aa92e.com", "a.xn--p1ai", "a.xn--", "XN--a.com",
    "xn--日.com", "http://xn--日.com", "ι.com", "a\u0345.com", "K.com", "http://a.com/K", "a.co-漢a.co", "a.co-漢a.co/b",
    `${"a".repeat(63)}.com`, `${"a".repeat(64)}.com`, `http://${"漢".repeat(60)}.com`, `http://${"漢".repeat(20)}.com`,
    `https://a.co/${"b".repeat(4070)}`, `https://a.co/${"b".repeat(4090)}`, `a.co/${"b".repeat(4085)}`,
    `https://a.co/${"b".repeat(4088 - 13 + 8)}`, "http://漢。字.com", "http://a．b.com", "😀example.com", "😀https://example.com",
    "https://😀.com", "a.co/1️⃣", "a.co1️⃣", "http://a.co/ж", "http://a.co/é", "http://a.co/e\u0301", "a.com\u0301",
    "a.co/@b/c", "a.co/@b", "a.co/,,,", "a.co/,,,b", "http://a.co//b", "http://http://a.co", "ahttp://a.co",
    "http://a.cohttp://b.co", "a.co b.co  c.co", "a.co\u200Bb.co", "a.co\u3000b.co", "\u202Aa.co", "a.co\u202A",
    "1.2.3.4", "http://1.2.3.4", "3.14", "v1.0.it", "e.g. this", "etc...com", "..com", "a..com", "a.b.c.d.e.com",
  ];
}

function everyEmoji() {
  const table = readFileSync(new URL("../../src/x/emoji.txt", import.meta.url), "utf8");
  const all = table.trimEnd().split("\n");
  // A few per text: it is the borders between them that can go wrong.
  return groups(all, 23).map((group) => group.join(""));
}

function everyTopLevelDomain() {
  const table = readFileSync(new URL("../../src/x/tlds.txt", import.meta.url), "utf8");
  const all = table.trimEnd().split("\n");
  return groups(all, 17).map((group) => group.map((domain) => `http://a.${domain}`).join(" "));
}

/** Texts made of pieces that could be taken for a link or an emoji, or change one. */
function made(count) {
  const table = readFileSync(new URL("../../src/x/emoji.txt", import.meta.url), "utf8").trimEnd().split("\n");
  const pieces = [
    ...". . . . a b com co uk io みんな рф 漢 字 ñ é ı ſ K ι _ - - / / ( ) ? = & # @ $ : , ; ! ' \" ` ~ | % + * [ ] 1 2".split(" "),
    ..." \n\t".split(""), " ", " ", "http://", "https://", "HTTP://", "t.co/", "http://t.co/", "xn--", "www.", "example.com",
    "a.co/b", ":80", "/path", "?q=1", "。", "．", "＠", "＃", "–", "“", "…", "\u200D", "\uFE0F", "\uFE0E", "\u20E3", "\u0301",
    "\u0345", "\u200B", "\u200E", "\u202A", "\u3000", "\uFEFF", "\u00AD", "🏽", "🇩", "🇪", "👩", "👨", "❤", "😀", "𝒶", "𠮷", "각", "ᄀ", "ᅡ", "क्ष", "\u0600",
  ];
  return Array.from({ length: count }, () => {
    let text = "";
    const length = 1 + random(14);
    for (let index = 0; index < length; index += 1) {
      text += random(8) === 0 ? table[random(table.length)] : pieces[random(pieces.length)];
    }
    return text;
  });
}

function breakTests(file) {
  const source = readFileSync(file, "utf8");
  return ["TEST_SAME", "TEST_DIFF"].flatMap((name) => {
    const start = source.indexOf(`pub const ${name}:`);
    const table = source.slice(start, source.indexOf("];", start));
    // A case: ("text", &["grapheme", …]) where other lists may follow.
    const cases = table.matchAll(/\(\s*"[^"]*",\s*&\[([^\]]*)\]/g);
    return [...cases].map(([, list]) => [...list.matchAll(/"([^"]*)"/g)].map(([, text]) => unescaped(text)));
  });
}

function unescaped(text) {
  return text.replace(/\\u\{([0-9a-f]+)\}/g, (_, code) => String.fromCodePoint(parseInt(code, 16)));
}

function groups(all, size) {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
}

/** The same "random" numbers each time (mulberry32). */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function write(name, rows) {
  const json = rows.map((row) => JSON.stringify(row)).join(",\n");
  writeFileSync(new URL(name, import.meta.url), `[\n${json}\n]\n`);
}
