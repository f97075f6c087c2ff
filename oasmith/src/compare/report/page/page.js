"use strict";
(() => {
  const form = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const rules = [...document.querySelectorAll("main section.rule")].map((element) => ({
    element,
    class: element.dataset.class,
    count: element.querySelector("h3 [data-count]"),
    items: [...element.querySelectorAll("li")].map((item) => ({
      element: item,
      areas: item.dataset.areas.split(", "),
      text: `${element.querySelector("h3").textContent} ${item.textContent}`.toLowerCase(),
    })),
  }));
  const classes = [...document.querySelectorAll("main section.class")].map((element) => ({
    element,
    name: element.getAttribute("aria-label"),
    count: element.querySelector("h2 [data-count]"),
  }));
  const total = rules.reduce((sum, rule) => sum + rule.items.length, 0);
  const shownNumber = (number) => number.toLocaleString("en");
  const boxes = [...form.querySelectorAll("input[name=class]")];

  // The filter is kept in the URL, so that a filtered page can be linked to.
  function read() {
    const query = new URLSearchParams(location.hash.slice(1));
    form.elements.q.value = query.get("q") ?? "";
    form.elements.area.value = query.get("area") ?? "";
    if (form.elements.area.selectedIndex < 0) form.elements.area.value = "";
    const classes = query.has("class") ? query.get("class").split(",") : null;
    for (const box of boxes) box.checked = classes === null || classes.includes(box.value);
  }

  function write() {
    const query = new URLSearchParams();
    const checked = boxes.filter((box) => box.checked).map((box) => box.value);
    if (checked.length < boxes.length) query.set("class", checked.join(","));
    if (form.elements.area.value) query.set("area", form.elements.area.value);
    if (form.elements.q.value) query.set("q", form.elements.q.value);
    const text = query.toString();
    history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
  }

  // Counts follow the search and the area. Those of the check boxes also count changes of an unchecked class.
  function apply() {
    const checked = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const area = form.elements.area.value;
    const found = new Map();
    let count = 0;
    for (const rule of rules) {
      let visible = 0;
      for (const item of rule.items) {
        const matches = (!area || item.areas.includes(area)) && words.every((word) => item.text.includes(word));
        item.element.hidden = !matches;
        if (matches) visible += 1;
      }
      found.set(rule.class, (found.get(rule.class) ?? 0) + visible);
      rule.element.hidden = visible === 0;
      rule.count.textContent = shownNumber(visible);
      if (checked.has(rule.class)) count += visible;
    }
    for (const one of classes) {
      const visible = found.get(one.name) ?? 0;
      one.element.hidden = visible === 0 || !checked.has(one.name);
      one.count.textContent = shownNumber(visible);
    }
    for (const label of form.querySelectorAll("[data-count]")) label.textContent = shownNumber(found.get(label.dataset.count) ?? 0);
    const all = shownNumber(total);
    shown.value = count === total ? `${all} changes` : `${shownNumber(count)} of ${all} changes`;
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { apply(); write(); });
  window.addEventListener("hashchange", () => { read(); apply(); });
  read();
  apply();
})();
