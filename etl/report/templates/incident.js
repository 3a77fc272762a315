"use strict";
// A value and its marks in the articles light up together, by pointer and by keyboard.
(() => {
  const marks = [...document.querySelectorAll("mark[data-fields]")];
  const light = (field, on) => {
    for (const mark of marks) {
      if (mark.dataset.fields.split(" ").includes(field)) mark.classList.toggle("lit", on);
    }
  };
  for (const value of document.querySelectorAll("details.value")) {
    const field = value.dataset.field;
    for (const [name, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) {
      value.addEventListener(name, () => light(field, on));
    }
  }
  // A link from a mark to a value opens the value.
  const open = () => {
    const target = location.hash.startsWith("#value-") && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) {
      target.open = true;
      target.querySelector("summary").focus();
    }
  };
  window.addEventListener("hashchange", open);
  window.addEventListener("beforeprint", () => {
    for (const value of document.querySelectorAll("details")) value.open = true;
  });
  open();
})();
