package concern

import (
	"strings"

	"openmaf/internal/people/concern"
	"openmaf/internal/web/page"
)

var (
	readPage  = page.Declare[ReadView](files, "read.html", "told.html")
	printPage = page.Declare[PrintView](files, "print.html", "told.html")
)

// Told is a concern in words, for the page and for paper.
type Told struct {
	Raised  string // when, and by whom
	Danger  string
	About   []string
	Saw     string
	Thinks  string
	Done    string
	Stands  []string // who read it, when it is looked at again, that it is closed
	Entries []EntryTold
}

// EntryTold is one thing that was done.
type EntryTold struct {
	When, What string
	Lines      []string
	Words      string
}

// ReadView is a concern for one of its readers.
type ReadView struct {
	page.Frame
	Told     Told
	Readers  string
	Person   string   // address of the record it is about, for whoever reaches it
	Read     page.Act // "I have read it", while nobody has
	Form     *page.Form
	Kind     page.Radios
	Words    page.Textarea
	Add      page.Button
	Review   *page.Form
	On       page.DateInput
	SetDay   page.Button
	Show     page.Act
	ShowText string
	Share    string
	Close    string
	Reopen   page.Act
	Print    page.Act
}

// PrintView is a concern on paper.
type PrintView struct {
	page.Frame
	Told    Told
	Printed string
}

func (a *Area) read(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("concern")
	if err != nil {
		return nil, err
	}
	c, err := a.concerns.Read(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	at := listPath + "/" + id
	v := ReadView{Frame: r.Frame("concernpages.read.title"), Told: tell(r, c), Readers: readersOf(r, c.Readers),
		Print: r.Act(at+"/print", "concernpages.read.print").Secondary()}
	v.Back = listPath
	if c.Person != "" {
		v.Person = "/people/" + c.Person
	}
	switch {
	case c.Read.IsZero():
		v.Read = r.Act(at+"/read", "concernpages.read.read")
	case c.Open():
		v.work(r, c, at)
	default:
		v.Reopen = r.Act(at+"/entries", "concernpages.read.reopen", "kind", string(concern.Reopened)).Secondary()
	}
	return readPage.Show(v), nil
}

// work fills in what can be done about an open concern.
func (v *ReadView) work(r *page.Request, c concern.Concern, at string) {
	f := r.FormAt(at + "/entries")
	v.Form = f
	v.Kind = f.Radios("kind", "concernpages.read.kind", choices(r, "concern.kind.", concern.Written))
	v.Words = f.Textarea("words", "concernpages.read.words")
	v.Add = f.Submit("concernpages.read.add")
	v.Review = r.FormAt(at + "/review")
	v.On = v.Review.DateInput("on", "concernpages.read.on")
	v.SetDay = v.Review.Submit("concernpages.read.set-day")
	v.SetDay.Classes = "govuk-button--secondary"
	v.Share, v.Close = at+"/share", at+"/close"
	if c.Person != "" {
		kind, key := concern.Shown, "concernpages.read.show"
		if c.Shown {
			kind, key = concern.Hidden, "concernpages.read.hide"
		}
		v.Show = r.Act(at+"/entries", key, "kind", string(kind)).Secondary()
		v.ShowText = r.T(key + "-text")
	}
}

// tell words a concern.
func tell(r *page.Request, c concern.Concern) Told {
	w := c.Words
	t := Told{Raised: r.T("concernpages.read.raised", "When", r.Words().When(c.Raised), "Name", c.RaisedBy),
		Danger: r.T("concern.danger." + string(w.Danger)), Saw: w.Saw, Thinks: w.Thinks, Done: w.Done}
	for _, whom := range w.About {
		t.About = append(t.About, r.T("concern.about."+string(whom)))
	}
	for _, name := range []string{c.MemberName, w.Who} {
		if name != "" {
			t.About = append(t.About, name)
		}
	}
	switch {
	case c.Person != "":
		t.About = append(t.About, r.T("concernpages.read.on-record"))
	case c.Pseudonym != "":
		t.About = append(t.About, r.T("concernpages.read.erased", "Pseudonym", c.Pseudonym))
	}
	if c.ReadBy != "" {
		t.Stands = append(t.Stands, r.T("concernpages.read.read-by", "Name", c.ReadBy, "When", r.Words().When(c.Read)))
	}
	if !c.Review.IsZero() {
		t.Stands = append(t.Stands, r.T("concernpages.read.review", "Day", r.Words().Date(c.Review)))
	}
	if !c.Open() {
		t.Stands = append(t.Stands, r.T("concernpages.read.closed", "When", r.Words().When(c.Closed)))
	}
	for _, e := range c.Entries {
		t.Entries = append(t.Entries, tellEntry(r, e))
	}
	return t
}

func tellEntry(r *page.Request, e concern.Entry) EntryTold {
	t := EntryTold{When: r.T("concernpages.read.entry", "When", r.Words().When(e.At), "Name", e.By),
		What: r.T("concern.kind." + string(e.Kind)), Words: e.Words}
	add := func(key string, args ...any) { t.Lines = append(t.Lines, r.T(key, args...)) }
	if e.With != "" {
		add("concernpages.read.with", "With", e.With)
	}
	if len(e.Fields) > 0 {
		words := make([]string, len(e.Fields))
		for i, f := range e.Fields {
			words[i] = r.T("concern.field." + string(f))
		}
		add("concernpages.read.fields", "List", strings.Join(words, "; "))
	}
	if e.Basis != "" {
		add("concern.basis." + string(e.Basis))
	}
	if e.Reason != "" {
		add("concern.reason." + string(e.Reason))
	}
	if !e.On.IsZero() {
		t.Lines = append(t.Lines, r.Words().Date(e.On))
	}
	return t
}

func (a *Area) acknowledge(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("concern")
	if err != nil {
		return nil, err
	}
	if err := a.concerns.Acknowledge(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See(listPath + "/" + id).Flash("concernpages.read.acknowledged"), nil
}

// review sets the day on which it is looked at again.
func (a *Area) review(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	return a.enter(r, f, concern.Entry{Kind: concern.Review, On: f.Date("on")})
}

// add takes what is words, or one button.
func (a *Area) add(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	e := concern.Entry{Kind: concern.Kind(f.Get("kind")), Words: f.Get("words")}
	switch e.Kind {
	case concern.Note, concern.Action, concern.Decision, concern.Shown, concern.Hidden, concern.Reopened:
	default:
		f.Problem("kind", "concern.kind-unknown")
	}
	return a.enter(r, f, e)
}

// enter adds the entry, unless the form had a problem already.
func (a *Area) enter(r *page.Request, f *page.Form, e concern.Entry) (*page.Answer, error) {
	id, err := r.ID("concern")
	if err != nil {
		return nil, err
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.concerns.Add(r.Context(), r.Actor(), id, e); err != nil {
		return nil, err
	}
	return page.See(listPath + "/" + id).Flash("concernpages.read.added"), nil
}

// print answers with the sheet itself: it is written down that it was printed,
// and a page that is only looked at must not write that.
func (a *Area) print(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("concern")
	if err != nil {
		return nil, err
	}
	c, err := a.concerns.Print(r.Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	v := PrintView{Frame: r.Frame("concernpages.read.title"), Told: tell(r, c),
		Printed: r.T("concernpages.print.printed", "Name", r.Actor().Name, "When", r.Words().When(r.Now()))}
	v.Back = listPath + "/" + id
	return printPage.Show(v), nil
}
