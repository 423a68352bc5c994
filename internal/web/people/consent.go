package people

import (
	"openmaf/internal/people/consent"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

// Asked is one purpose as it is asked on a form: the words to read out, two
// answers, and the version of the words, which travels with the answer.
type Asked struct {
	page.Radios
	Words page.ActField
}

func answerField(p consent.Purpose) string {
	if p == consent.Record {
		return "record"
	}
	return "agree_" + string(p)
}

func versionField(p consent.Purpose) string { return "words_" + string(p) }

// ask reads out one purpose. The words are always those of now, also over an
// older draft.
func ask(r *page.Request, f *page.Form, p consent.Purpose) Asked {
	wording := consent.WordingOf(r.Words(), p)
	asked := Asked{
		Radios: f.Radios(answerField(p), "consent.name."+string(p), r.Choices("peoplepages.answer.", "yes", "no")),
		Words:  page.ActField{Name: versionField(p), Value: wording.Version},
	}
	asked.Hint = wording.Words
	asked.Columns = "govuk-radios--inline"
	return asked
}

func askAll(r *page.Request, f *page.Form, purposes ...consent.Purpose) []Asked {
	asked := make([]Asked, len(purposes))
	for i, p := range purposes {
		asked[i] = ask(r, f, p)
	}
	return asked
}

// answers are those that were given. A purpose that nobody asked about has
// none, and that is no yes.
func answers(f *page.Form) (given []consent.Answer) {
	for _, p := range consent.Purposes {
		if said := f.Get(answerField(p)); said == "yes" || said == "no" {
			given = append(given, consent.Answer{Purpose: p, Given: said == "yes", Version: f.Get(versionField(p))})
		}
	}
	return given
}

// Agreement is what a person said about one purpose, on their page.
type Agreement struct {
	Name   string
	Answer string
	Said   string // when; empty when nobody asked
	Words  string // that were read out, or are to be
	Say    []page.Act
	Stays  bool // it is taken back by deleting the record
}

// agreements are all purposes, with the answers that hold and a button for
// whoever changed their mind.
func agreements(r *page.Request, personID string, held []consent.Consent) []Agreement {
	byPurpose := map[consent.Purpose]consent.Consent{}
	for _, c := range held {
		byPurpose[c.Purpose] = c
	}
	all := make([]Agreement, len(consent.Purposes))
	for i, p := range consent.Purposes {
		c, asked := byPurpose[p]
		now := consent.WordingOf(r.Words(), p)
		all[i] = Agreement{Name: r.T("consent.name." + string(p)), Words: now.Words, Answer: r.T("peoplepages.agreed.not-asked")}
		if asked {
			all[i].Words, all[i].Answer = c.Words, r.T("peoplepages.agreed.no")
			all[i].Said = r.T("peoplepages.agreed.said-no", "When", r.Words().When(c.At))
		}
		if asked && c.Given {
			all[i].Answer = r.T("peoplepages.agreed.yes")
			all[i].Said = r.T("peoplepages.agreed.said-yes", "When", r.Words().When(c.At))
		}
		all[i].Stays = p == consent.Record && c.Given
		if access.May(r.Actor(), access.ConsentWrite) && !all[i].Stays {
			all[i].Say = changeOfMind(r, personID, p, now, asked, c.Given)
			if !c.Given {
				all[i].Words = now.Words // those that a yes would be to
			}
		}
	}
	return all
}

// changeOfMind are the buttons for the answers that do not hold yet.
func changeOfMind(r *page.Request, personID string, p consent.Purpose, now consent.Wording, asked, given bool) (acts []page.Act) {
	act := func(key, said string) {
		acts = append(acts, r.Act("/people/"+personID+"/consents", key, "purpose", string(p), "said", said,
			"version", now.Version).Secondary())
	}
	if !given {
		act("peoplepages.agreed.now-yes", "yes")
	}
	if given || !asked {
		act("peoplepages.agreed.now-no", "no")
	}
	return acts
}

// saveAnswer stores a change of mind: said on the shop floor, at any time.
func (a *Area) saveAnswer(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	said := consent.Answer{Purpose: consent.Purpose(f.Get("purpose")), Given: f.Get("said") == "yes", Version: f.Get("version")}
	if err := a.Consents.Answer(r.Context(), r.Actor(), r.Words(), id, said); err != nil {
		return nil, err
	}
	return page.See("/people/" + id).Flash("peoplepages.agreed.saved"), nil
}
