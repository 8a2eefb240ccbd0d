// Reads the index that index.py writes, and makes of it what MiniSearch.loadJS takes.
/* exported readIndex */

function readIndex({ words, fields }, added) {
  const list = [];
  for (const [, shared, rest] of words.matchAll(/([A-Z])([^A-Z]*)/g))
    list.push((list.at(-1) || "").slice(0, shared.charCodeAt(0) - 65) + rest);

  const SIGNS = Array.from({ length: 92 }, (_, place) => String.fromCharCode(35 + place)).filter((sign) => sign !== "\\").join("");
  const names = [...Object.keys(fields), ...Object.keys(added)];
  const index = new Map(); // word -> field -> document -> times
  const lengths = new Map(); // document -> number of words by field
  const note = (word, field, number, times) => {
    let where = index.get(word);
    if (!where) index.set(word, (where = {}));
    const place = (where[field] ||= {});
    if (!(number in place)) {
      if (!lengths.has(number)) lengths.set(number, names.map(() => 0));
      lengths.get(number)[field] += 1;
    }
    place[number] = (place[number] || 0) + times;
  };

  Object.values(fields).forEach((places, field) => {
    let word = 0, last = -1, value = 0, unit = 1;
    for (const sign of places) {
      if (sign === " ") {
        word += 1;
        last = -1;
      } else if (sign === "!") {
        note(list[word], field, last, 1);
      } else {
        const digit = SIGNS.indexOf(sign);
        if (digit < 70) {
          last += value + digit * unit + 1;
          note(list[word], field, last, 1);
          [value, unit] = [0, 1];
        } else {
          value += digit * unit;
          unit *= 21;
        }
      }
    }
  });
  Object.values(added).forEach((texts, place) => {
    for (const [number, found] of texts) for (const word of found) note(word, Object.keys(fields).length + place, number, 1);
  });
  return { index, lengths, names };
}

function asMiniSearch({ index, lengths, names }, count) {
  const none = names.map(() => 0);
  const numbers = Array.from({ length: count }, (_, number) => number);
  const all = numbers.map((number) => lengths.get(number) || none);
  return {
    documentCount: count, nextId: count, dirtCount: 0, serializationVersion: 2, storedFields: {},
    documentIds: Object.fromEntries(numbers.map((number) => [number, number])),
    fieldIds: Object.fromEntries(names.map((name, place) => [name, place])),
    fieldLength: Object.fromEntries(all.map((found, number) => [number, found])),
    averageFieldLength: names.map((_, place) => all.reduce((sum, found) => sum + found[place], 0) / (count || 1)),
    index: [...index],
  };
}
