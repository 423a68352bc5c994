// Counts a chat with one tap, also where there is no signal: a mark is a place, a
// length and a day, and no name.
import { Box, Queue, account } from "./queue.js";

const TALLIES = { key: "tally.", at: "/tallies/marks", holds: ["setting", "length", "shift", "on"], taker: "tally" };

export function start(window) {
  const by = account(window);
  if (!by) return;
  const queue = new Queue(window, by, TALLIES);
  const page = window.document.querySelector("[data-tallies]");
  if (page) new Page(window, page, queue);
  queue.run(); // from any page: the signal may be back only now
}

// Page is the big buttons and what is said below them.
class Page {
  constructor(window, root, queue) {
    this.box = new Box(root, queue);
    this.form = root.querySelector("form");
    this.pressed = null; // the button, for browsers whose submit event does not say
    root.addEventListener("click", (event) => (this.pressed = event.target.closest("button")), true);
    // Before the keeper of forms hears of it: a mark needs no keeping.
    root.addEventListener("submit", (event) => this.tap(event), true);
    queue.heard = () => this.box.show();
    window.addEventListener("storage", () => this.box.show());
    this.box.show();
  }

  tap(event) {
    const button = event.submitter || this.pressed;
    const words = new FormData(this.form);
    const mark = { length: button && button.value, on: today() };
    for (const name of ["setting", "shift"]) mark[name] = words.get(name) || "";
    try {
      this.box.add(mark);
    } catch {
      return; // the store is full: the form goes out as it is
    }
    event.preventDefault();
    event.stopPropagation();
    this.box.show();
  }
}

// today is the day on this device's clock.
function today() {
  const now = new Date();
  const two = (n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
