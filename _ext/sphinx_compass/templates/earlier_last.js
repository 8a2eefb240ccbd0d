/* Shows pages that have the words of a query only in their earlier versions after all others. */
(() => {
  "use strict";

  const search = Search.performTermsSearch;

  /* The words of what the pages say now. */
  const currentTerms = ({ terms, earlier }) => {
    const current = { ...terms };
    for (const [word, hidden] of Object.entries(earlier)) {
      current[word] = [terms[word]].flat().filter((page) => !hidden.includes(page));
      if (!current[word].length) delete current[word];
    }
    return current;
  };

  Search.performTermsSearch = (required, excluded) => {
    const index = Search._index;
    const all = search(required, excluded);
    Search._index = { ...index, terms: currentTerms(index) };
    const found = search(required, excluded);
    Search._index = index;
    const names = new Set(found.map(([docname]) => docname));
    const others = all.filter(([docname]) => !names.has(docname));
    for (const result of others) {
      result[2] = "#ANCHOR";
      result[4] = 0; // the score
    }
    return [...found, ...others];
  };
})();
