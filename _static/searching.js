/* Sphinx's search, but for two things. */

/* The index is large: it is loaded when there is something to look for. */
if (new URLSearchParams(location.search).get("q")) {
  Search.loadIndex(`${document.documentElement.dataset.content_root}searchindex.js`);
}

/* Results quote a page from its very beginning: buttons and contents of the theme. */
(() => {
  const toText = Search.htmlToText;
  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const chrome =
      ".bd-header-article, #jb-print-docs-body, .prev-next-footer, .bd-sidebar-secondary, " +
      ".bd-footer-content, .compass-link, .compass-foot";
    page.querySelectorAll(chrome).forEach((element) => element.remove());
    return toText(page.documentElement.outerHTML, anchor);
  };
})();
