// Prints how well the search answers questions, and tunes its weights. See tune_search.py.
import { readFileSync } from "node:fs";

const { folder, name, questions, misses, tune } = JSON.parse(readFileSync(0, "utf8"));
const read = (file) => readFileSync(`${folder}/${file.split("?")[0]}`, "utf8");
(0, eval)(read("engine.js"));
const { createFinder } = globalThis;
const data = JSON.parse(read("data.json"));
const load = async (file) => JSON.parse(read(file));
const page = (address) => address.replace(/\/$/, "").replace(/(^|\/)index$/, "");

async function measure(weights, asked = questions) {
  const finder = await createFinder({ data, load, weights });
  const result = { asked: asked.length, first: 0, three: 0, misspelled: 0, misspelledFirst: 0, goal: 0, wrong: [] };
  for (const { q, accept, misspelled } of asked) {
    const right = new Set(accept.map(page));
    const found = await finder.find(q);
    const place = found.findIndex((entry) => right.has(page(finder.address(entry.page))));
    const isFirst = place === 0;
    result.first += isFirst;
    result.three += place >= 0 && place < 3;
    result.misspelled += misspelled;
    result.misspelledFirst += misspelled && isFirst;
    // smooth, so that a small step counts: the place, and how far ahead of the best wrong page
    const good = place < 0 ? 1e-6 : found[place].score;
    const bad = found.find((entry) => !right.has(page(finder.address(entry.page))))?.score || 1e-6;
    const ahead = 1 / (1 + Math.exp(-3 * Math.log(good / bad)));
    const margin3 = found.filter((entry) => !right.has(page(finder.address(entry.page))))[2]?.score || 1e-6;
    result.goal += (place < 0 ? 0 : 1 / (1 + place)) + ahead + 0.7 / (1 + Math.exp(-3 * Math.log(good / margin3)));
    if (!isFirst) result.wrong.push({ q, place, found: found.slice(0, 3).map((entry) => finder.address(entry.page)) });
  }
  return result;
}

async function tuned(start, asked, rounds) {
  let weights = { ...start };
  let { goal: best } = await measure(weights, asked);
  for (let round = 0; round < rounds; round++) {
    let better = false;
    for (const name of Object.keys(weights)) {
      for (const factor of [0.6, 0.8, 1.25, 1.6]) {
        const tried = { ...weights, [name]: Number((weights[name] * factor).toPrecision(2)) };
        const { goal } = await measure(tried, asked);
        if (goal > best + 0.05) {
          [best, weights, better] = [goal, tried, true];
        }
      }
    }
    if (!better) break;
  }
  return weights;
}

const percent = (part, all) => `${((100 * part) / (all || 1)).toFixed(1)} % (${part} of ${all})`;
function print(name, result) {
  console.log(`${name}: right page first ${percent(result.first, result.asked)}, in the top three ${percent(result.three, result.asked)}, ` +
    `misspelled ${percent(result.misspelledFirst, result.misspelled)}`);
}

const now = await measure(createFinder.weights);
print(name, now);
if (misses) for (const { q, place, found } of now.wrong) console.log(`  ${place + 1 || "-"}  ${q}: ${found.join(", ")}`);
if (tune) {
  // What tuning brings for questions that it has not seen: each fifth, tuned on the others.
  const sums = { asked: 0, first: 0, three: 0, misspelled: 0, misspelledFirst: 0 };
  for (let fold = 0; fold < 5; fold++) {
    const weights = await tuned(createFinder.weights, questions.filter((_, n) => n % 5 !== fold), 1);
    const result = await measure(weights, questions.filter((_, n) => n % 5 === fold));
    for (const name of Object.keys(sums)) sums[name] += result[name];
  }
  print("Unseen fifths", sums);
  const weights = await tuned(createFinder.weights, questions, 3);
  print("Tuned", await measure(weights));
  console.log(JSON.stringify(weights));
}
