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
      "#pst-header, .bd-sidebar-primary, .bd-sidebar-secondary, .compass-crumbs, .compass-otp, " +
      ".compass-order, .compass-site-foot, .compass-to-top, .compass-link, .compass-meta, " +
      ".compass-related, .compass-address";
    page.querySelectorAll(chrome).forEach((element) => element.remove());
    return toText(page.documentElement.outerHTML, anchor);
  };
})();
