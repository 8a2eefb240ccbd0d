/* Changes two things in Sphinx's search. */

/* The index is large, so load it only if there is a query. */
if (new URLSearchParams(location.search).get("q")) {
  Search.loadIndex(`${document.documentElement.dataset.content_root}searchindex.js`);
}

/* Sphinx quotes a page from its first word: exclude the theme's buttons and contents, and
   parts of a page that sphinx_compass adds. */
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
