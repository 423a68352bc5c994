// Brings the reader to what is wrong, ignores the second of two quick presses,
// and lets a choice such as "none of these" untick the others.
const QUICK = 1000; // ms

export function start(document) {
  const summary = document.querySelector(".govuk-error-summary");
  if (summary) {
    summary.tabIndex = -1;
    summary.focus();
  }

  let last = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("[data-prevent-double-click]");
    if (!button) return;
    const now = Date.now();
    if (last && last.button === button && now - last.at < QUICK) event.preventDefault();
    else last = { button, at: now };
  });

  document.addEventListener("change", (event) => {
    const ticked = event.target;
    const group = ticked.closest(".govuk-checkboxes");
    if (!ticked.checked || !group) return;
    const alone = ticked.dataset.behaviour === "exclusive";
    for (const other of group.querySelectorAll("input")) {
      if (other !== ticked && (alone || other.dataset.behaviour === "exclusive")) other.checked = false;
    }
  });
}
