// Tells how likely it is that a misspelled word stands for another word.
/* exported edits, bits, stemsNear */

// Pairs of letters that sound alike or are side by side on a keyboard
const SIDES = "qwertyuiop asdfghjkl zxcvbnm ck cs sz td fv gj sw de fr";
const VOWELS = [..."aeiouy"];
const CONFUSED = new Set([
  ...[...SIDES].flatMap((one, at) => [one + SIDES[at + 1], SIDES[at + 1] + one]),
  ...VOWELS.flatMap((one) => VOWELS.map((other) => one + other)),
]);

// Returns how many letters to insert, delete, replace or swap to make one word of another. Up to
// `ending` last letters of the first word cost less, because they may be an ending.
function edits(one, other, ending = 0) {
  if (Math.abs(one.length - other.length) > 2 + ending) return 9;
  const rows = [Array.from({ length: other.length + 1 }, (_, place) => place)];
  const least = [0]; // of each row; no later row has less than both rows before it
  for (let i = 1; i <= one.length; i++) {
    if (least[i - 1] > 2 && least[i - 2] > 2) return 9;
    rows.push([i]);
    least.push(i);
    for (let j = 1; j <= other.length; j++) {
      const mine = one[i - 1], its = other[j - 1];
      let cost = Math.min(rows[i - 1][j] + (mine === one[i - 2] ? 0.6 : 1), rows[i][j - 1] + (its === other[j - 2] ? 0.6 : 1),
        rows[i - 1][j - 1] + (mine === its ? 0 : CONFUSED.has(mine + its) ? 0.75 : 1));
      if (i > 1 && j > 1 && mine === other[j - 2] && one[i - 2] === its)
        cost = Math.min(cost, rows[i - 2][j - 2] + 0.8);
      rows[i].push(cost);
      if (cost < least[i]) least[i] = cost;
    }
  }
  return Math.min(...rows.slice(-1 - ending).map((row, place, last) => row[other.length] + 0.4 * (last.length - 1 - place)));
}

// Returns the stems of all words that one change makes of a word, or of the word without double
// letters. Each has the cost of its change: a likely typo costs less.
function stemsNear(word, stem) {
  const near = new Map();
  const note = (other, cost) => {
    const its = stem(other);
    if (!(near.get(its) <= cost)) near.set(its, cost);
  };
  const single = word.replace(/(.)\1/g, "$1");
  changes(word, note);
  if (single !== word) changes(single, (other, cost) => note(other, cost + 0.5));
  return near;
}

function changes(word, note) {
  for (let at = 0; at <= word.length; at++) {
    const [start, end] = [word.slice(0, at), word.slice(at)];
    if (end) note(start + end.slice(1), end[0] === word[at - 1] ? 0.6 : 1);
    if (end.length > 1) note(start + end[1] + end[0] + end.slice(2), 0.8);
    for (const letter of "abcdefghijklmnopqrstuvwxyz") {
      note(start + letter + end, letter === word[at - 1] || letter === end[0] ? 0.6 : 1);
      if (end && letter !== end[0]) note(start + letter + end.slice(1), CONFUSED.has(end[0] + letter) ? 0.75 : 1);
    }
  }
}

// Returns how many bits of a number are set.
function bits(number) {
  let count = 0;
  for (; number; number &= number - 1) count += 1;
  return count;
}
