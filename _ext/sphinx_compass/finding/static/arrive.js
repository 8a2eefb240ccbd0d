/* After a click on a result: marks its words on the page, and scrolls to the first. */
(() => {
  "use strict";

  const SHOWN = 8000; // milliseconds that words stay marked
  const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/; // Chinese and Japanese
  const main = document.querySelector("main article, [role=main], main, .body") ?? document.body;
  const HEADINGS = "h1, h2, h3, h4, h5, h6";

  const textsIn = (parts) => parts.flatMap((part) => {
    const found = [];
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const above = walker.currentNode.parentElement;
      if (!above.closest("script, style, svg, [hidden], .headerlink") && !above.closest(HEADINGS)) {
        found.push(walker.currentNode);
      }
    }
    return found;
  });

  /* The parts of the page where the words of a result may be, the nearest first. */
  const partsOf = (target) => {
    if (!target) {
      return [[main]];
    }
    const next = target.matches("dt") ? target.nextElementSibling : null;
    return [[target, next].filter(Boolean), [target.closest("section") ?? main]];
  };

  const mark = (node, pattern) => {
    const marks = [];
    for (const found of [...node.data.matchAll(pattern)].reverse()) {
      const range = new Range();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const element = document.createElement("mark");
      element.className = "finding-found";
      range.surroundContents(element);
      marks.unshift(element);
    }
    return marks;
  };

  const arrive = () => {
    const stored = sessionStorage.finding;
    delete sessionStorage.finding;
    if (!stored) {
      return;
    }
    const { address, words } = JSON.parse(stored);
    if (address !== location.href.replace(/:~:.*/, "") || !words.length) {
      return;
    }
    FINDING.load("search.css");
    const pattern = new RegExp(words.map((word) => {
      const escaped = word.replace(/[.+/]/g, "\\$&");
      return UNSPACED.test(word) ? escaped : `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`;
    }).join("|"), "giu");
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const texts = partsOf(target).map(textsIn).find((nodes) => nodes.some(({ data }) => data.search(pattern) >= 0));
    const marks = (texts ?? []).flatMap((node) => mark(node, pattern));
    if (!marks.length) {
      return;
    }
    const [first] = marks;
    for (let above = first; above; above = above.parentElement) {
      if (above.matches("details")) {
        above.open = true;
      }
    }
    const { top, bottom } = first.getBoundingClientRect();
    const header = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    if (top < header || bottom > innerHeight) {
      first.scrollIntoView({ block: "center" });
    }
    const clear = () => {
      for (const element of marks) {
        const above = element.parentNode;
        element.replaceWith(...element.childNodes);
        above?.normalize();
      }
      marks.length = 0;
      removeEventListener("keydown", leave);
    };
    const leave = ({ key }) => key === "Escape" && clear();
    addEventListener("keydown", leave);
    setTimeout(clear, SHOWN);
  };

  FINDING.arrive = arrive;
  if (document.readyState === "complete") {
    setTimeout(arrive); // after the browser has scrolled to the anchor
  } else {
    addEventListener("load", () => setTimeout(arrive));
  }
})();
