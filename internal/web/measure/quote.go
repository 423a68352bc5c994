package measure

import (
	"openmaf/internal/people/person"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/asking"
	"openmaf/internal/web/page"
)

var quotePage = page.Declare[QuoteView](files, "quote.html")

// QuoteView is what somebody wrote, each with a button that says that they agree
// to it being in a report, or do not any more. What is read out stands above it,
// in their own language too where the community offers it.
type QuoteView struct {
	page.Frame
	ReadOut              string
	Own, OwnLang, OwnDir string // the same in the language of the person
	Quotes               []QuoteRow
}

// QuoteRow is one answer.
type QuoteRow struct {
	Question, Words string
	Agreed          bool
	Do              page.Act
}

func (a *Area) quotes(r *page.Request) (*page.Answer, error) {
	at, err := ids(r)
	if err != nil {
		return nil, err
	}
	quotes, who, err := a.Questions.Quotes(r.HTTP().Context(), r.Actor(), at[0], at[1])
	if err != nil {
		return nil, err
	}
	a.Reads.Saw(r.Actor().Scope, r.Actor().Account, who.ID, "answers")
	self := "/people/" + who.ID + "/questions/" + at[1]
	own := r.Beside(string(who.Language))
	wording := asking.QuoteWording(r.Words(), own)
	v := QuoteView{Frame: r.Frame("measurepages.quotes"), ReadOut: asking.QuoteWording(r.Words(), nil).Words}
	if own != nil {
		v.Own, v.OwnLang, v.OwnDir = asking.QuoteWording(own, nil).Words, own.Lang(), own.Dir()
	}
	for _, q := range quotes {
		row := QuoteRow{Question: q.Question, Words: q.Words, Agreed: q.Agreed,
			Do: r.Act(self+"/quotes", "measurepages.quotes.yes", "field", q.Field, "do", "agree", "words", wording.Version)}
		if q.Agreed {
			row.Do = r.Act(self+"/quotes", "measurepages.quotes.no", "field", q.Field, "do", "back").Secondary()
		}
		v.Quotes = append(v.Quotes, row)
	}
	v.Back = self
	return quotePage.Show(v), nil
}

func (a *Area) quoted(r *page.Request) (*page.Answer, error) {
	at, err := ids(r)
	if err != nil {
		return nil, err
	}
	f, flash := r.Form(), "measurepages.quotes.yes-saved"
	if f.Get("do") == "back" {
		flash = "measurepages.quotes.no-saved"
		err = a.Questions.TakeBack(r.Context(), r.Actor(), at[0], at[1], f.Get("field"))
	} else {
		beside := func(p person.Person) *locale.Words { return r.Beside(string(p.Language)) }
		err = a.Questions.Agree(r.Context(), r.Actor(), r.Words(), beside, at[0], at[1], f.Get("field"), f.Get("words"))
	}
	if err != nil {
		return nil, err
	}
	return page.See("/people/" + at[0] + "/questions/" + at[1] + "/quotes").Flash(flash), nil
}
