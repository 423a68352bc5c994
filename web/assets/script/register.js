// Marks a register with one tap on a name, also where there is no signal, and
// shows what other phones marked. What is queued is ids; the names are only on
// the page. The list itself comes from the server as it is: when another phone
// changed it, it is fetched anew, and what waits here is laid over it.
import { Box, Queue, account } from "./queue.js";

const REGISTER = { key: "register.", at: "/register/marks", holds: ["session", "tap", "heads"], taker: "mark" };
const LOOK = 4000; // ms between two looks whether another phone changed it
const LONG = 600; // ms that a finger rests on a name to write a note

export function start(window) {
  const by = account(window);
  if (!by) return;
  const queue = new Queue(window, by, REGISTER);
  const page = window.document.querySelector("[data-register]");
  if (page) new Page(window, page, queue);
  queue.run(); // from any page: the signal may be back only now
}

class Page {
  constructor(window, root, queue) {
    Object.assign(this, { window, root, queue, pressed: null, resting: 0, rested: false, sent: [] });
    this.session = root.dataset.register;
    this.box = new Box(root, queue);
    root.addEventListener("click", (event) => (this.pressed = event.target.closest("button")), true);
    root.addEventListener("submit", (event) => this.submit(event), true);
    root.addEventListener("pointerdown", (event) => this.rest(event));
    for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
      root.addEventListener(end, () => window.clearTimeout(this.resting));
    }
    root.addEventListener("contextmenu", (event) => event.target.closest("[data-register-name]") && event.preventDefault());
    queue.heard = () => this.show();
    queue.taken = (id, mark) => this.taken(id, mark);
    window.addEventListener("storage", () => this.show());
    window.setInterval(() => this.look(false), LOOK);
    this.show();
  }

  live() {
    return this.root.querySelector("[data-register-live]");
  }

  others() {
    return this.root.querySelector("[data-register-others]");
  }

  rows() {
    return [...this.root.querySelectorAll("[data-register-name]")];
  }

  // rest leads to the note of a name on which a finger rests.
  rest(event) {
    const row = event.target.closest(".register__row");
    if (!row || !event.target.closest("button")) return;
    this.resting = this.window.setTimeout(() => {
      this.rested = true;
      this.window.location = row.querySelector("a").href;
    }, LONG);
  }

  // submit takes a tap out of the form. Forms that are no tap go out as they are.
  submit(event) {
    if (this.others().contains(event.target)) return this.allBut(event);
    const button = event.submitter || this.pressed;
    if (!button || !event.target.contains(this.live())) return;
    const session = this.session;
    try {
      if (this.rested) this.rested = false;
      else if (button.name === "heads") this.box.add({ session, heads: button.value }, { session, heads: String(-button.value) });
      else this.box.add({ session, tap: this.tapOf(button, true) }, { session, tap: this.tapOf(button, false) });
    } catch {
      return; // the store is full: the form goes out as it is
    }
    event.preventDefault();
    event.stopPropagation();
    this.show();
  }

  // allBut takes the others of a circle out of their form: one tap for each who
  // was not ticked as missing and is not here yet, taken back together.
  allBut(event) {
    const told = new FormData(event.target);
    const missing = told.getAll("missing");
    const wanted = told.getAll("row").map((row) => row.split(".")[0]).filter((name) => !missing.includes(name));
    const rows = this.rows().filter((row) => wanted.includes(row.dataset.registerName) && row.getAttribute("aria-pressed") === "false");
    const session = this.session;
    try {
      this.box.addAll(rows.map((row) => [{ session, tap: this.tapOf(row, true) }, { session, tap: this.tapOf(row, false) }]));
    } catch {
      return; // the store is full: the form goes out as it is, and what is queued counts once
    }
    event.preventDefault();
    event.stopPropagation();
    event.target.reset();
    this.others().querySelector("details").open = false;
    this.show();
  }

  // tapOf says the other of what the page shows of a name, or the same, and the
  // mark that it follows: the last of this page that is not in the list yet.
  tapOf(button, other) {
    const name = button.dataset.registerName;
    const here = button.getAttribute("aria-pressed") === "true";
    const before = this.pending().filter((mark) => mark.state !== "undo" && mark.tap && mark.tap.startsWith(name)).pop();
    return [name, here !== other ? "here" : "not", before ? before.id : button.dataset.mark].join(".");
  }

  // pending are the marks of this session that the list does not show yet: they
  // wait, or were sent since it was fetched.
  pending() {
    const waiting = this.queue.all().map((id) => ({ id, ...this.queue.get(id) })).filter((mark) => mark.state !== "refused");
    const ids = new Set(waiting.map((mark) => mark.id));
    const all = [...this.sent.filter((mark) => !ids.has(mark.id)), ...waiting];
    return all.filter((mark) => mark.session === this.session).sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
  }

  taken(id, mark) {
    this.sent.push({ id, ...mark });
    if (!this.queue.next()) this.look(true);
  }

  show() {
    this.box.show();
    const told = new Map(this.rows().map((row) => [row.dataset.registerName, row.value.split(".")[1] === "not"]));
    const now = new Map(told);
    const waits = new Set();
    let heads = 0;
    for (const mark of this.pending()) {
      heads += Number(mark.heads || 0);
      if (!mark.tap) continue;
      const [name, here] = mark.tap.split(".");
      now.set(name, here === "here");
      if (this.queue.get(mark.id)) waits.add(name);
    }
    let total = heads;
    for (const row of this.rows()) {
      const name = row.dataset.registerName;
      row.setAttribute("aria-pressed", String(now.get(name)));
      row.toggleAttribute("data-waiting", waits.has(name));
      total += Number(now.get(name)) - Number(told.get(name));
    }
    this.number("total", total);
    this.number("heads", heads);
  }

  // number writes what the server told with what is pending added to it.
  number(name, more) {
    const place = this.root.querySelector(`[data-register-${name}]`);
    if (!place.dataset.told) place.dataset.told = place.textContent;
    place.textContent = String(Math.max(0, Number(place.dataset.told) + more));
  }

  // look fetches the list anew where it is another one.
  async look(sure) {
    if (this.looking) this.again = this.again || sure; // the list on its way may not hold it
    if (this.looking || this.window.document.hidden || this.window.navigator.onLine === false) return;
    this.looking = true;
    this.again = false;
    const sent = new Set(this.sent); // what the list to come is sure to hold
    try {
      if (sure || (await this.fetched(`/sessions/${this.session}/version`)) !== this.live().dataset.version) {
        this.renew(await this.fetched(this.window.location.pathname), sent);
      }
    } catch {
      // no signal: it is looked at again
    } finally {
      this.looking = false;
    }
    if (this.again) this.look(true);
  }

  async fetched(address) {
    const answer = await this.window.fetch(address, { redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.text()).trim();
  }

  renew(text, sent) {
    const page = new DOMParser().parseFromString(text, "text/html");
    if (!page.querySelector("[data-register-live]")) return; // something between answered
    const focused = this.window.document.activeElement;
    const name = focused && focused.dataset ? focused.dataset.registerName : "";
    const parts = ["[data-register-live]", "[data-register-disputes]"];
    if (!this.others().querySelector("details[open]")) parts.push("[data-register-others]"); // else somebody is ticking
    for (const part of parts) {
      this.root.querySelector(part).replaceWith(page.querySelector(part));
    }
    this.sent = this.sent.filter((mark) => !sent.has(mark));
    this.show();
    const again = name && this.root.querySelector(`[data-register-name="${name}"]`);
    if (again) again.focus({ preventScroll: true });
  }
}
