// Sends taps one by one, also where there is no signal. A mark is kept in the
// browser's store and holds no name. Each has an id of its own and is sent under
// it until the server says that very id; the server counts an id once. So a cut
// line, a page loaded again or two pages at once count nothing twice, and lose
// nothing.
const RETRY = 3000; // ms between tries while there is no connection
const PATIENCE = 8000; // ms until a connection counts as lost

// account that the page was shown to; empty where nothing can be queued: without
// a store each tap is a form.
export function account(window) {
  const by = window.document.querySelector('input[name="form_by"]');
  return by && stores(window) ? by.value : "";
}

function stores(window) {
  try {
    window.localStorage.setItem("queue.", "");
    window.localStorage.removeItem("queue.");
    return true;
  } catch {
    return false;
  }
}

// Queue holds the marks of one kind and one account on this device. A kind has
// the beginning of its keys, the address that takes marks, the names of what a
// mark holds, and the name under which one is taken back.
export class Queue {
  constructor(window, account, kind) {
    this.window = window;
    this.store = window.localStorage;
    this.account = account;
    this.kind = kind;
    this.signedOut = false;
    this.running = false;
    this.heard = () => {}; // something in the queue is another
    this.taken = () => {}; // the server has a mark
    window.addEventListener("online", () => this.run());
  }

  key(id) {
    return this.kind.key + this.account + "." + id;
  }

  // all gives the ids of the marks, the oldest first.
  all(state) {
    const mine = this.key("");
    const ids = Object.keys(this.store).filter((k) => k.startsWith(mine)).map((k) => k.slice(mine.length));
    return ids.sort().filter((id) => !state || (this.get(id) || {}).state === state);
  }

  others() {
    return Object.keys(this.store).filter((k) => k.startsWith(this.kind.key) && !k.startsWith(this.key(""))).length;
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
  // kept is what the server needs to know of it besides.
  undo(id, kept) {
    const mark = this.get(id);
    if (mark && mark.state !== "undo" && !mark.tried) {
      this.drop(id);
      return;
    }
    this.put(id, { ...kept, state: "undo" });
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
    return this.all().find((id) => ["waiting", "undo"].includes((this.get(id) || {}).state));
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
      this.taken(id, mark);
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
      words.set(this.kind.taker, id);
    } else {
      words.set("form_id", id);
    }
    for (const name of this.kind.holds) words.set(name, mark[name] || "");
    const stop = new AbortController();
    const timer = this.window.setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await this.window.fetch(this.kind.at, { method: "POST", body: words, redirect: "manual", signal: stop.signal });
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

// Box says what waits, what was not taken, and what the device holds of another
// account; and takes the last mark back.
export class Box {
  constructor(root, queue) {
    this.root = root;
    this.queue = queue;
    this.made = []; // on this page, the newest last
    for (const button of root.querySelectorAll("[data-queue-do]")) {
      button.addEventListener("click", () => this[button.dataset.queueDo]());
    }
  }

  // add throws when the store is full.
  add(mark, kept) {
    this.addAll([[mark, kept]]);
  }

  // addAll adds marks that are taken back together.
  addAll(marks) {
    const together = [];
    for (const [mark, kept] of marks) {
      together.push({ id: this.queue.add(mark), kept });
      if (together.length === 1) this.made.push(together);
    }
  }

  undo() {
    for (const { id, kept } of this.made.pop() || []) this.queue.undo(id, kept);
    this.queue.heard();
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
    const numbers = { counted: this.made.flat().length, waiting: queue.all("waiting").length + queue.all("undo").length,
      refused: queue.all("refused").length, others: queue.others() };
    for (const [name, n] of Object.entries(numbers)) {
      const place = root.querySelector(`[data-queue-${name}]`);
      if (place && place.textContent !== String(n)) place.textContent = String(n);
      const box = root.querySelector(`[data-queue-if="${name}"]`);
      if (box) box.hidden = n === 0;
    }
    root.querySelector('[data-queue-if="signed-out"]').hidden = !queue.signedOut;
    root.querySelector('[data-queue-do="undo"]').hidden = this.made.length === 0;
    const something = Object.values(numbers).some((n) => n > 0);
    root.querySelector("[data-queue-box]").hidden = !something;
  }
}
