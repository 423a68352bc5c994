((within) => {
  // Finds what a person would recognise on a page, by its words. It is sent
  // with every step, so that it lives in no page.
  const plain = (text) => text.replace(/’/g, "'").replace(/\s+/g, " ").trim();
  const words = (node) => plain(node.textContent || "");
  const shown = (node) => node.checkVisibility({ visibilityProperty: true });
  const exactly = (nodes, text) => {
    const want = plain(text);
    const all = [...nodes].filter(shown);
    return all.find((n) => words(n) === want) || all.find((n) => words(n).startsWith(want));
  };

  // The smallest box on the page that holds the words.
  const boxes = ".card, .rows__item, li, tr, section, fieldset, details, form, .govuk-summary-list__row";
  const box = (text) => {
    const holding = [...document.querySelectorAll(boxes)].filter((n) => shown(n) && words(n).includes(plain(text)));
    return holding.find((n) => !holding.some((other) => other !== n && n.contains(other)));
  };
  const root = within ? box(within) : document;
  const all = (selector) => (root ? root.querySelectorAll(selector) : []);

  const field = (label) => {
    const found = exactly(all("label"), label);
    return found && document.getElementById(found.htmlFor);
  };
  const group = (legend) => {
    const found = exactly(all("legend"), legend);
    return found && found.closest("fieldset");
  };

  return {
    field,
    group,
    part: (legend, label) => {
      const found = group(legend);
      const part = found && exactly(found.querySelectorAll("label"), label);
      return part && document.getElementById(part.htmlFor);
    },
    choice: (legend, answer) => {
      const from = legend ? group(legend) : root;
      return from && exactly(from.querySelectorAll("label"), answer);
    },
    button: (text) => exactly(all("button, a[role=button], input[type=submit]"), text),
    link: (text) => exactly(all("a[href]"), text),
    summary: (text) => exactly(all("summary"), text),
    // point is where to press the element, once it is in view and nothing
    // lies over it.
    point: (node) => {
      if (!node) return null;
      node.scrollIntoView({ block: "center", behavior: "instant" });
      const r = [...node.getClientRects()].find((r) => r.width > 0 && r.height > 0);
      if (!r) return null;
      const at = { x: r.left + Math.min(r.width / 2, 40), y: r.top + r.height / 2 };
      const top = document.elementFromPoint(at.x, at.y);
      return top && (node.contains(top) || node.control === top) ? at : null;
    },
    sees: (text) => plain((root === document ? document.body : root)?.innerText || "").includes(plain(text)),
  };
})
