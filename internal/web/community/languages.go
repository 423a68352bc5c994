package community

import (
	"slices"

	"openmaf/internal/platform/locale"
	"openmaf/internal/web/page"
)

var languagesPage = page.Declare[LanguagesView](files, "languages.html")

// LanguagesView says which languages people can choose.
type LanguagesView struct {
	page.Frame
	Prepared []LanguageRow
}

// LanguageRow is one language that is prepared.
type LanguageRow struct {
	Name    string
	Lang    string
	Offered bool
	Words   string // address of its words
	Do      page.Act
}

func (a *Area) languages(r *page.Request) (*page.Answer, error) {
	v := LanguagesView{Frame: r.Frame("words.languages.title")}
	offered := a.shelf.Book().Offered()
	for _, l := range locale.Languages[1:] {
		row := LanguageRow{Name: l.Name, Lang: r.In(l.Code).Words().Lang(), Words: "/words?in=" + l.Code,
			Offered: slices.ContainsFunc(offered, func(o locale.Language) bool { return o.Code == l.Code })}
		at := "/languages/" + l.Code
		if row.Offered {
			row.Do = r.Act(at+"/withdraw", "words.languages.withdraw").Secondary()
		} else {
			row.Do = r.Act(at+"/offer", "words.languages.offer").Secondary()
		}
		v.Prepared = append(v.Prepared, row)
	}
	v.Back = "/words"
	return languagesPage.Show(v), nil
}

func (a *Area) offer(offered bool) page.Screen {
	return func(r *page.Request) (*page.Answer, error) {
		if err := a.phrases.Offer(r.Context(), r.Actor(), r.Value("language"), offered); err != nil {
			return nil, err
		}
		if err := a.refresh(r.HTTP().Context()); err != nil {
			return nil, err
		}
		return page.See("/languages").Flash("words.languages.saved"), nil
	}
}
