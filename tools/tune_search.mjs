// Answers questions with the search of a built site, or tunes its weights. See tune_search.py.
import { readFileSync } from "node:fs";

const { script, folder, questions, fresh, tune } = JSON.parse(readFileSync(0, "utf8"));
const read = (file) => readFileSync(`${folder}/${file}`, "utf8");
(0, eval)(script);
const { createFinder } = globalThis;
const data = JSON.parse(read("data.json"));
const load = async (file) => JSON.parse(read(file));
const pathOf = (address) => address.replace(/(\/|\.html)$/, "").replace(/(^|\/)index$/, "");

async function answers() {
  const all = [];
  let finder = null;
  for (const { q } of questions) {
    if (fresh || !finder) finder = await createFinder({ data, load });
    all.push((await finder.find(q)).map(({ page }) => pathOf(finder.address(page))));
  }
  return all;
}

const FIELDS = ["title", "keywords", "description", "heading", "text", "name", "alias", "facts", "earlier", "k", "b", "d"];
const caches = new Map(); // what words match depends on the weights of fields only

// How well some questions are answered: smooth, so that a small step of a weight counts.
async function measure(weights, asked) {
  const key = FIELDS.map((name) => weights[name]).join();
  if (!caches.has(key)) {
    if (caches.size > 6) caches.delete([...caches.keys()][1]);
    caches.set(key, new Map());
  }
  const finder = await createFinder({ data, load, weights, known: caches.get(key) });
  const result = { first: 0, three: 0, goal: 0 };
  for (const { q, accept } of asked) {
    const isRight = (entry) => accept.includes(pathOf(finder.address(entry.page)));
    const found = await finder.find(q);
    const place = found.findIndex(isRight);
    const wrong = found.filter((entry) => !isRight(entry));
    const good = found[place]?.score || 1e-6;
    const ahead = (entry) => 1 / (1 + ((entry?.score || 1e-6) / good) ** 4);
    result.first += place === 0;
    result.three += place >= 0 && place < 3;
    result.goal += ahead(wrong[0]) + 0.8 * ahead(wrong[2]) + (place < 0 ? 0 : 0.3 / (1 + place));
  }
  return result;
}

async function tuned(asked, rounds) {
  let weights = { ...createFinder.weights };
  let { goal: best } = await measure(weights, asked);
  for (let round = 0; round < rounds; round++) {
    const before = best;
    for (const name of Object.keys(weights)) for (const factor of [0.5, 0.75, 1.33, 2]) {
      const tried = { ...weights, [name]: Number((weights[name] * factor).toPrecision(2)) };
      const { goal } = await measure(tried, asked);
      if (goal > best + 0.05) [best, weights] = [goal, tried];
    }
    if (best === before) break;
  }
  return weights;
}

function print(name, { first, three }) {
  console.log(`${name}: right page first ${first}, in the top three ${three} of ${questions.length}`);
}

if (tune) {
  const sums = { first: 0, three: 0 };
  for (let fold = 0; fold < 5; fold++) {
    const weights = await tuned(questions.filter((_, place) => place % 5 !== fold), 1);
    const result = await measure(weights, questions.filter((_, place) => place % 5 === fold));
    for (const name in sums) sums[name] += result[name];
  }
  print("Unseen fifths", sums);
  const weights = await tuned(questions, 3);
  print("Tuned", await measure(weights, questions));
  console.log(JSON.stringify(weights));
} else {
  console.log(JSON.stringify(await answers()));
}
