/* Prints what Sphinx's search script finds in an index, as the page shows it, best first: all
   objects, or the results of a query.

   node search.js SEARCHTOOLS SEARCHINDEX BUILDER [LANGUAGE_DATA QUERY] */
"use strict";

const { readFileSync } = require("node:fs");
const { runInNewContext } = require("node:vm");

const [searchtools, searchindex, builder, languageData, query] = process.argv.slice(2);

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

const objects = `
  const every = ""; // all names contain it
  for (const result of Search.performObjectSearch(every, new Set([every])))
    _displayItem(result, new Set(), new Set());
`;
const results = `
  const window = globalThis;
  ${languageData ? readFileSync(languageData, "utf-8") : ""}
  for (const result of Search._performSearch(...Search._parseQuery(query)).reverse())
    _displayItem(result, new Set(), new Set());
`;
const script = `
  ${readFileSync(searchtools, "utf-8")}
  ${readFileSync(searchindex, "utf-8")}
  Search.output = shown;
  ${languageData ? results : objects}
`;
const shown = element();
runInNewContext(script, {
  _: (text) => text,
  _ready() {},
  document: { createElement: element, documentElement: root, getElementById: () => null },
  DOCUMENTATION_OPTIONS: { BUILDER: builder, FILE_SUFFIX: ".html", LINK_SUFFIX: ".html" },
  query,
  shown,
  SPHINX_HIGHLIGHT_ENABLED: false,
});
const found = shown.children.map(({ children: [link, description] }) => ({
  address: link.href,
  description: description?.innerHTML ?? "",
  name: link.innerHTML,
}));
console.log(JSON.stringify(found));
