package e2e

import (
	"strings"
	"testing"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/locale"
)

// mirrored fails unless the page is written from right to left, is accessible,
// and nothing of it stands outside the screen.
func (b *browser) mirrored() *browser {
	b.t.Helper()
	var dir, lang string
	if err := b.ask(`document.documentElement.dir`, &dir); err != nil {
		b.t.Fatal(err)
	}
	if err := b.ask(`document.documentElement.lang`, &lang); err != nil {
		b.t.Fatal(err)
	}
	if dir != "rtl" || lang != "ur" {
		b.t.Errorf("%s: %s is written %q in %q", b.who, b.Path(), dir, lang)
	}
	var outside string
	if err := b.ask(`[...document.querySelectorAll("main *")].filter(n => n.checkVisibility() && !n.closest(".govuk-visually-hidden"))
		.filter(n => { const r = n.getBoundingClientRect(); return r.width > 1 && (r.left < -1 || r.right > innerWidth + 1) })
		.slice(0, 3).map(n => n.tagName + "." + n.className).join(", ")`, &outside); err != nil {
		b.t.Fatal(err)
	}
	if outside != "" {
		b.t.Errorf("%s: %s: outside the screen: %s", b.who, b.Path(), outside)
	}
	return b.Good()
}

// startsRight fails unless what the selector finds begins at the right, as lines
// of Urdu do.
func (b *browser) startsRight(selector string) *browser {
	b.t.Helper()
	var right bool
	if err := b.ask(`(() => { const r = document.querySelector(`+quote(selector)+`).getBoundingClientRect();
		return innerWidth - r.right < r.left })()`, &right); err != nil {
		b.t.Fatal(err)
	}
	if !right {
		b.t.Errorf("%s: %s: %s stands at the left", b.who, b.Path(), selector)
	}
	return b
}

// TestFromRightToLeft: a stranger who reads Urdu, and Wren, who does, on a
// telephone: the finder and what it finds, help in a crisis, privacy, Wren's
// own page with a form that has an error, and the sheet to take home.
func TestFromRightToLeft(t *testing.T) {
	w, _, _ := reachable(t)
	for _, code := range []string{"ur", "pa", "gu"} {
		w.must(w.core.Phrases.Offer(t.Context(), w.team["Ada"], code, true))
	}
	w.must(w.core.Refresh(t.Context()))

	stranger := w.browser("a stranger", phone)
	stranger.Open("/?language=ur").mirrored()
	for _, path := range []string{"/crisis", "/privacy", "/?near=LE1", "/?near=nowhere+at+all", "/find/" + w.tools} {
		stranger.Open(path).mirrored()
	}

	w.agrees(consent.Contact)
	wren, err := w.core.People.Get(t.Context(), w.team["Asha"], w.person)
	w.must(err)
	wren.Language = person.Language("ur")
	w.must(w.core.People.Change(t.Context(), w.team["Asha"], wren))
	w.must(w.core.Own.SetWord(t.Context(), w.team["Asha"], w.person, "kingfisher"))
	made, err := w.core.Own.Make(t.Context(), w.team["Asha"], w.person)
	w.must(err)
	own := w.browser("Wren’s phone", phone)
	own.Open("/?language=ur").Open("/own/" + made.Token).mirrored()
	own.hit("the button that opens it", `document.querySelector("main form button")`)
	own.Stands("/own").Sees("Wren").mirrored()
	own.Expects(422).fill("the word", `document.getElementById("code_word")`, "heron!")
	own.hit("the button of the word", `document.getElementById("code_word").form.querySelector("button")`)
	own.until("the error", func() (yes bool, err error) {
		err = own.ask(`!!document.querySelector(".govuk-error-summary")`, &yes)
		return yes, err
	})
	own.mirrored().until("the error is marked at the right", func() (yes bool, err error) {
		err = own.ask(`parseInt(getComputedStyle(document.querySelector(".govuk-form-group--error")).borderRightWidth) > 0`, &yes)
		return yes, err
	})
	own.fill("the word", `document.getElementById("code_word")`, "kingfisher")
	own.hit("the button of the word", `document.getElementById("code_word").form.querySelector("button")`)
	own.Stands("/own/all").mirrored().startsRight(".govuk-radios__input")

	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.Open("/links/" + w.planned + "/sheet").mirrored()

	// What Wren is asked stands in Urdu beside the English, and is kept so.
	asha.Open("/people/"+w.person).until("the words in Urdu", func() (yes bool, err error) {
		err = asha.ask(`!!document.querySelector('.typed[lang="ur"][dir="rtl"]')`, &yes)
		return yes, err
	})
	asha.Good()
	urdu := w.core.Words.Book().In("ur")
	said := consent.Answer{Purpose: consent.Text, Given: true, Version: consent.WordingBeside(locale.English(), urdu, consent.Text).Version}
	w.must(w.core.Consents.AnswerBeside(t.Context(), w.team["Asha"], locale.English(),
		func(person.Person) *locale.Words { return urdu }, w.person, said))
	held, err := w.core.Consents.Of(t.Context(), w.team["Asha"], w.person)
	w.must(err)
	for _, c := range held {
		if c.Purpose == consent.Text && !strings.HasSuffix(c.Words, urdu.T("consent.words.text")) {
			t.Errorf("the words that were read are not kept: %q", c.Words)
		}
	}
}
