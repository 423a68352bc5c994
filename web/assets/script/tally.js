// Counts a chat with one tap, also where there is no signal. A tap is a mark in
// the browser's store: a place, a length, a day, and no name. Each mark has an
// id of its own and is sent under it until the server says that very id; the
// server counts an id once. So a cut line, a page loaded again or two pages at
// once count nothing twice, and lose nothing.
const RETRY = 3000; // ms between tries while there is no connection
const PATIENCE = 8000; // ms until a connection counts as lost
const KEY = "tally."; // + account + "." + mark

export function start(window) {
  const by = window.document.querySelector('input[name="form_by"]');
  if (!by || !stores(window)) return; // without a store each tap is a form
  const queue = new Queue(window, by.value);
  const page = window.document.querySelector("[data-tallies]");
  if (page) new Page(window, page, queue);
  queue.run(); // from any page: the signal may be back only now
}

function stores(window) {
  try {
    window.localStorage.setItem(KEY, "");
    window.localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

// Queue holds the marks of one account on this device.
class Queue {
  constructor(window, account) {
    this.window = window;
    this.store = window.localStorage;
    this.account = account;
    this.signedOut = false;
    this.running = false;
    this.heard = () => {};
    window.addEventListener("online", () => this.run());
  }

  key(id) {
    return KEY + this.account + "." + id;
  }

  // all gives the ids of the marks, the oldest first.
  all(state) {
    const mine = this.key("");
    const ids = Object.keys(this.store).filter((k) => k.startsWith(mine)).map((k) => k.slice(mine.length));
    return ids.sort().filter((id) => !state || (this.get(id) || {}).state === state);
  }

  others() {
    return Object.keys(this.store).filter((k) => k.startsWith(KEY) && !k.startsWith(this.key(""))).length;
  }

  get(id) {
    try {
      return JSON.parse(this.store.getItem(this.key(id)));
    } catch {
      return null;
    }
  }

  // put throws when the store is full: then nothing was queued.
  put(id, mark) {
    this.store.setItem(this.key(id), JSON.stringify(mark));
    this.heard();
  }

  drop(id) {
    this.store.removeItem(this.key(id));
    this.heard();
  }

  add(mark) {
    const id = newId(this.window);
    this.put(id, { ...mark, state: "waiting" });
    this.run();
    return id;
  }

  // undo takes a mark back. One that may have reached the server is followed by
  // a word that takes it back there, whichever of the two comes first.
  undo(id) {
    const mark = this.get(id);
    if (mark && mark.state !== "undo" && !mark.tried) {
      this.drop(id);
      return;
    }
    this.put(id, { state: "undo" });
    this.run();
  }

  // run sends what waits, one after the other, until nothing does.
  async run() {
    if (this.running) return;
    this.running = true;
    try {
      for (let next = this.next(); next; next = this.next()) {
        if (await this.send(next)) continue;
        if (this.signedOut) return;
        await this.pause();
      }
    } finally {
      this.running = false;
      this.heard();
    }
  }

  next() {
    return this.all("waiting")[0] || this.all("undo")[0];
  }

  // send reports whether the mark is settled, one way or the other.
  async send(id) {
    const mark = this.get(id);
    if (!mark) return true;
    if (this.window.navigator.onLine === false) return false;
    if (mark.state === "waiting" && !mark.tried) this.put(id, { ...mark, tried: true });
    const answer = await this.post(id, mark);
    const now = this.get(id) || {};
    if (!answer) return false;
    this.signedOut = answer.status === 401 || answer.type === "opaqueredirect";
    if (answer.ok && (await text(answer)) === id) {
      if (now.state === mark.state) this.drop(id); // else it is to be taken back by now
      return true;
    }
    if (refuses(answer.status)) {
      if (now.state === mark.state) this.put(id, { ...mark, state: "refused" });
      return true;
    }
    return false;
  }

  async post(id, mark) {
    const words = new URLSearchParams({ form_by: this.account });
    if (mark.state === "undo") {
      words.set("form_id", newId(this.window));
      words.set("take_back", "yes");
      words.set("tally", id);
    } else {
      words.set("form_id", id);
      for (const name of ["setting", "length", "shift", "on"]) words.set(name, mark[name] || "");
    }
    const stop = new AbortController();
    const timer = this.window.setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await this.window.fetch("/tallies/marks", { method: "POST", body: words, redirect: "manual", signal: stop.signal });
    } catch {
      return null;
    } finally {
      this.window.clearTimeout(timer);
    }
  }

  pause() {
    return new Promise((resolve) => {
      const timer = this.window.setTimeout(resolve, RETRY);
      this.window.addEventListener("online", () => (this.window.clearTimeout(timer), resolve()), { once: true });
    });
  }
}

// refuses tells an answer that will be the same next time from one that may not.
function refuses(status) {
  return status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);
}

async function text(answer) {
  try {
    return (await answer.text()).trim();
  } catch {
    return ""; // cut in the middle
  }
}

// newId makes an id as the server does: the instant, then 80 random bits.
function newId(window) {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  let id = "";
  for (let i = 0, at = Date.now(); i < 10; i++, at = Math.floor(at / 32)) id = alphabet[at % 32] + id;
  for (const byte of window.crypto.getRandomValues(new Uint8Array(16))) id += alphabet[byte % 32];
  return id;
}

// Page is the big buttons and what is said below them.
class Page {
  constructor(window, root, queue) {
    this.window = window;
    this.root = root;
    this.queue = queue;
    this.made = []; // on this page, the newest last
    this.form = root.querySelector("form");
    this.pressed = null; // the button, for browsers whose submit event does not say
    root.addEventListener("click", (event) => (this.pressed = event.target.closest("button")), true);
    // Before the keeper of forms hears of it: a mark needs no keeping.
    root.addEventListener("submit", (event) => this.tap(event), true);
    for (const button of root.querySelectorAll("[data-tallies-do]")) {
      button.addEventListener("click", () => this[button.dataset.talliesDo]());
    }
    queue.heard = () => this.show();
    window.addEventListener("storage", () => this.show());
    this.show();
  }

  tap(event) {
    const button = event.submitter || this.pressed;
    const words = new FormData(this.form);
    const mark = { length: button && button.value, on: today() };
    for (const name of ["setting", "shift"]) mark[name] = words.get(name) || "";
    try {
      this.made.push(this.queue.add(mark));
    } catch {
      return; // the store is full: the form goes out as it is
    }
    event.preventDefault();
    event.stopPropagation();
    this.show();
  }

  undo() {
    const last = this.made.pop();
    if (last) this.queue.undo(last);
    this.show();
  }

  again() {
    for (const id of this.queue.all("refused")) this.queue.put(id, { ...this.queue.get(id), state: "waiting" });
    this.queue.run();
  }

  discard() {
    for (const id of this.queue.all("refused")) this.queue.drop(id);
  }

  show() {
    const { queue, root } = this;
    const numbers = { counted: this.made.length, waiting: queue.all("waiting").length + queue.all("undo").length,
      refused: queue.all("refused").length, others: queue.others() };
    for (const [name, n] of Object.entries(numbers)) {
      const place = root.querySelector(`[data-tallies-${name}]`);
      if (place && place.textContent !== String(n)) place.textContent = String(n);
      const box = root.querySelector(`[data-tallies-if="${name}"]`);
      if (box) box.hidden = n === 0;
    }
    root.querySelector('[data-tallies-if="signed-out"]').hidden = !queue.signedOut;
    root.querySelector('[data-tallies-do="undo"]').hidden = this.made.length === 0;
    const something = Object.values(numbers).some((n) => n > 0);
    root.querySelector("[data-tallies-queue]").hidden = !something;
  }
}

// today is the day on this device's clock.
function today() {
  const now = new Date();
  const two = (n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
