// Loads the engine's data, and asks the engine. The rest of the user interface knows only what
// this file returns, so only this file changes with the engine.
/* exported searchClient */
/* global createFinder, FINDING, objectsByName */

const searchClient = (() => {
  let loading = null;
  // All files must be of the same build, so the browser asks the server whether they are current.
  const read = async (name) => {
    const answer = await fetch(FINDING.files + name, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${answer.status} ${name}`);
    return answer.json();
  };

  async function start() {
    const [data, site] = await Promise.all([read("data.json"), read("site.json")]);
    const finder = await createFinder({ data, load: read });
    const pages = data.pages.map(([address, title]) => ({ address, title }));
    return { data, site, finder, pages, objects: objectsByName(finder.documents) };
  }

  function forget(error) { // so that the next key tries again, with the files of a newer build
    loading = null;
    throw error;
  }

  function load() {
    loading ||= start().catch(forget);
    return loading;
  }

  // Pages by their score, best first: {page, score, own, parts: [{score, kind, title, anchor}]},
  // parts likewise; `own` is the score of the text above the first section. `best` is the place
  // that answers the query, if the engine knows it.
  async function find(query) {
    const { finder } = await load();
    const found = await finder.find(query).catch(forget);
    return found.map(({ page, score, own, parts, best }) => ({
      page, score, own, best: finder.documents[best],
      parts: [...parts.values()]
        .map(({ id, score: of }) => ({ ...finder.documents[id], score: of }))
        .filter((part) => part.title), // of a large site, only the best pages have all
    }));
  }

  // All that readers may have meant: names, titles of pages, and aliases.
  async function names() {
    const { finder } = await load();
    return finder.documents.filter(({ kind }) => kind !== "section");
  }

  return {
    load, find, names,
    stem: async () => {
      const { finder } = await load();
      return (word) => finder.words(word)[0] ?? word;
    },
    stopWords: async () => new Set((await load()).data.stopwords),
    same: async () => (await load()).finder.same, // function from a stem to those that mean the same
    site: async () => (await load()).site,
    pages: async () => (await load()).pages,
    objects: async () => (await load()).objects,
  };
})();
