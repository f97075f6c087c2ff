"use strict";
(() => {
  const form = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const sections = [...document.querySelectorAll("main section")].map((element) => ({
    element,
    items: [...element.querySelectorAll("li")].map((item) => ({
      element: item,
      class: item.dataset.class,
      text: item.textContent.toLowerCase(),
    })),
  }));
  const total = sections.reduce((sum, section) => sum + section.items.length, 0);
  const boxes = [...form.querySelectorAll("input[name=class]")];

  // The address tells what is asked for, so that a filtered page can be linked to.
  function read() {
    const asked = new URLSearchParams(location.hash.slice(1));
    form.elements.q.value = asked.get("q") ?? "";
    form.elements.area.value = asked.get("area") ?? "";
    if (form.elements.area.selectedIndex < 0) form.elements.area.value = "";
    const classes = asked.has("class") ? asked.get("class").split(",") : null;
    for (const box of boxes) box.checked = classes === null || classes.includes(box.value);
  }

  function write() {
    const asked = new URLSearchParams();
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    if (chosen.length < boxes.length) asked.set("class", chosen.join(","));
    if (form.elements.area.value) asked.set("area", form.elements.area.value);
    if (form.elements.q.value) asked.set("q", form.elements.q.value);
    const text = asked.toString();
    history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
  }

  function apply() {
    const classes = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const area = form.elements.area.value;
    let count = 0;
    for (const section of sections) {
      let visible = 0;
      const here = !area || section.element.dataset.area === area;
      for (const item of section.items) {
        const fits = here && classes.has(item.class) && words.every((word) => item.text.includes(word));
        item.element.hidden = !fits;
        if (fits) visible += 1;
      }
      section.element.hidden = visible === 0;
      count += visible;
    }
    shown.value = count === total ? `${total} changes` : `${count} of ${total} changes`;
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { apply(); write(); });
  window.addEventListener("hashchange", () => { read(); apply(); });
  read();
  apply();
})();
