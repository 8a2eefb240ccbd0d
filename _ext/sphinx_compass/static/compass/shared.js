/* Functions that the other scripts share. */
globalThis.COMPASS = (() => {
  "use strict";

  /* From texts.js, in the language of the handbook. */
  const TEXTS = globalThis.COMPASS_TEXTS;

  /* Returns a text with values in place of the names in braces. */
  const text = (name, values = {}) =>
    TEXTS[name].replace(/\{(\w+)\}/g, (_match, key) => values[key]);

  /* Returns a new element. */
  const make = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  /* Keeps what readers choose in the address, so that they can share what they see. A value is
     a text or a list of texts; what is empty is not in the address. */
  const keepInAddress = (choices) => {
    const address = new URL(location.href);
    for (const [name, chosen] of Object.entries(choices)) {
      address.searchParams.delete(name);
      for (const value of [chosen].flat().filter(Boolean)) {
        address.searchParams.append(name, value);
      }
    }
    history.replaceState(history.state, "", address);
  };

  /* Returns the words in a field, to compare with texts in lower case. */
  const wordsIn = (field) => field.value.toLowerCase().split(/\s+/).filter(Boolean);

  /* Calls a function when the text of a field changes. Escape empties the field. */
  const onTyping = (field, change) => {
    field.addEventListener("input", change);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && field.value) {
        event.preventDefault();
        field.value = "";
        change();
      }
    });
  };

  return { text, make, keepInAddress, wordsIn, onTyping };
})();
