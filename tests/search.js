/* Prints all objects that Sphinx's search script finds in an index, as the page shows them.

   node search.js SEARCHTOOLS SEARCHINDEX BUILDER */
"use strict";

const { readFileSync } = require("node:fs");
const { runInNewContext } = require("node:vm");

const [searchtools, searchindex, builder] = process.argv.slice(2);

const element = () => ({
  children: [],
  classList: { add() {} },
  dataset: {},
  innerHTML: "",
  appendChild(child) {
    this.children.push(child);
    return child;
  },
});
const root = element();
root.dataset.content_root = "";

const script = `
  ${readFileSync(searchtools, "utf-8")}
  ${readFileSync(searchindex, "utf-8")}
  Search.output = shown;
  const every = ""; // all names contain it
  for (const result of Search.performObjectSearch(every, new Set([every])))
    _displayItem(result, new Set(), new Set());
`;
const shown = element();
runInNewContext(script, {
  _: (text) => text,
  _ready() {},
  document: { createElement: element, documentElement: root },
  DOCUMENTATION_OPTIONS: { BUILDER: builder, FILE_SUFFIX: ".html", LINK_SUFFIX: ".html" },
  shown,
  SPHINX_HIGHLIGHT_ENABLED: false,
});
const results = shown.children.map(({ children: [link, description] }) => ({
  address: link.href,
  description: description.innerHTML,
  name: link.innerHTML,
}));
console.log(JSON.stringify(results));
