// Sends the words of one form to the server while they are typed: at once, then
// at most every PAUSE, and when the page is left or put away.
const PAUSE = 4500; // ms; with the way to the server a draft is at most 5 s old

// Fields that are never kept, as the server has it too.
const SECRET = /^password|password$|^code/;

export class Draft {
  constructor(window, form) {
    this.window = window;
    this.form = form;
    this.timer = 0;
    this.last = 0;
    this.stopped = false;
    this.changed = false;
    form.addEventListener("input", () => this.touched());
    form.addEventListener("change", () => this.touched());
    // Before the next page is asked for, so that it can already hold the words;
    // and again when the page goes, as some browsers tell only that.
    window.addEventListener("beforeunload", () => this.leave());
    window.addEventListener("pagehide", () => this.leave());
    window.document.addEventListener("visibilitychange", () => {
      if (window.document.visibilityState === "hidden") this.leave();
    });
  }

  touched() {
    this.changed = true;
    if (this.timer || this.stopped) return;
    const wait = Math.max(0, this.last + PAUSE - Date.now());
    this.timer = this.window.setTimeout(() => {
      this.timer = 0;
      if (this.stopped || !this.changed) return;
      this.save().then((answer) => this.say(answer.ok), () => this.retry());
    }, wait);
  }

  // retry: the words of the draft that did not arrive are still in the page.
  retry() {
    this.say(false);
    this.touched();
  }

  save(signal) {
    this.last = Date.now();
    this.changed = false;
    return this.window.fetch("/draft", { method: "POST", body: this.words(), signal, redirect: "manual" });
  }

  words() {
    const words = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && !SECRET.test(name)) words.append(name, value);
    }
    words.set("form_for", this.form.getAttribute("action"));
    return words;
  }

  // leave sends what is not kept yet and outlives the page.
  leave() {
    if (this.stopped || !this.changed) return;
    this.changed = false;
    this.window.navigator.sendBeacon("/draft", this.words());
  }

  // stop: the form itself is on its way; a draft sent after it would come back
  // as if it had not been.
  stop() {
    this.stopped = true;
    this.window.clearTimeout(this.timer);
    this.timer = 0;
  }

  resume() {
    this.stopped = false;
  }

  say(kept) {
    if (!this.line) {
      this.line = this.window.document.createElement("p");
      this.line.className = "keep-saved";
      this.line.setAttribute("aria-hidden", "true"); // said once in the page's own words is enough
      this.form.append(this.line);
    }
    this.line.textContent = kept ? this.form.dataset.kept : "";
  }
}
