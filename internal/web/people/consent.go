package people

import (
	"openmaf/internal/people/consent"
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
