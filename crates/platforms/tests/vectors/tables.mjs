// Writes the two tables that X's counting needs, from the packages X's own counter is made of:
//   src/x/tlds.txt   top-level domains in the order twitter-text tries them, generic ones first
//   src/x/emoji.txt  emoji of more than one code point, as twemoji-parser knows them
//
// To bring them up to date: change the versions in package.json, then, in this folder,
//   npm ci --ignore-scripts && npm run tables && npm run vectors

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const out = new URL("../../src/x/", import.meta.url);

const domains = ["validGTLD", "validCCTLD"].flatMap(topLevelDomains);
writeFileSync(new URL("tlds.txt", out), lines(domains));

const emoji = strings(require("twemoji-parser/dist/lib/regex.js").default.source);
const several = [...new Set(emoji)].filter((text) => [...text].length > 1).sort();
writeFileSync(new URL("emoji.txt", out), lines(several));

function topLevelDomains(name) {
  const { source } = require(`twitter-text/dist/regexp/${name}.js`);
  return /^\(\?:\(\?:(.*)\)\(\?=/.exec(source)[1].split("|");
}

function lines(texts) {
  return texts.map((text) => `${text}\n`).join("");
}

/** All texts a regular expression without repetition matches; lookaheads are passed over. */
function strings(pattern) {
  let at = 0;
  return alternatives();

  function alternatives() {
    const found = sequence();
    while (pattern[at] === "|") {
      at += 1;
      found.push(...sequence());
    }
    return found;
  }

  function sequence() {
    let found = [""];
    while (at < pattern.length && !"|)".includes(pattern[at])) {
      const next = optional(atom());
      found = found.flatMap((start) => next.map((end) => start + end));
    }
    return found;
  }

  function optional(found) {
    if ("*+{".includes(pattern[at] ?? " ")) throw new Error(`repetition at ${at}`);
    if (pattern[at] !== "?") return found;
    at += 1;
    return [...found, ""];
  }

  function atom() {
    if (pattern.startsWith("(?!", at)) {
      at = pattern.indexOf(")", at) + 1;
      return [""];
    }
    if (pattern[at] === "(") {
      at += pattern.startsWith("(?:", at) ? 3 : 1;
      const found = alternatives();
      at += 1;
      return found;
    }
    return pattern[at] === "[" ? set() : [unit()];
  }

  function set() {
    const found = [];
    at += 1;
    while (pattern[at] !== "]") {
      const first = unit().charCodeAt(0);
      let last = first;
      if (pattern[at] === "-") {
        at += 1;
        last = unit().charCodeAt(0);
      }
      for (let code = first; code <= last; code += 1) found.push(String.fromCharCode(code));
    }
    at += 1;
    return found;
  }

  function unit() {
    const escape = /^\\(?:u([0-9a-f]{4})|x([0-9a-f]{2}))/.exec(pattern.slice(at, at + 6));
    at += escape ? escape[0].length : 1;
    return escape ? String.fromCharCode(parseInt(escape[1] ?? escape[2], 16)) : pattern[at - 1];
  }
}
