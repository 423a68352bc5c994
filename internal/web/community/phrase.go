package community

import (
	"strconv"

	"openmaf/internal/community/phrase"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/web/page"
)

var phrasePage = page.Declare[PhraseView](files, "phrase.html")

// PhraseView changes one message in one language.
type PhraseView struct {
	page.Frame
	Language string
	Lang     string
	Dir      string
	English  []string // the standard words, one for each form
	Standard []string // the catalogue's words in this language, where it is not English
	Gaps     []string
	Form     *page.Form
	Forms    []page.Textarea
	Version  string
	Save     page.Button
	Own      bool
	Return   page.Act
}

func (a *Area) phrase(r *page.Request) (*page.Answer, error) {
	l, key, err := named(r)
	if err != nil {
		return nil, err
	}
	now, err := a.phrases.Of(r.HTTP().Context(), r.Actor(), l.Code, key)
	if err != nil {
		return nil, err
	}
	at := "/words/" + l.Code + "/" + key
	f := r.Form()
	v := PhraseView{Frame: r.Frame("words.phrase.title"), Form: f, Language: l.Name, Lang: r.In(l.Code).Words().Lang(), Dir: l.Dir,
		Version: strconv.Itoa(now.Version), Save: f.Submit("words.phrase.save"), Own: len(now.Forms) > 0,
		Return: r.Act(at+"/standard", "words.phrase.standard", "version", strconv.Itoa(now.Version)).Secondary()}
	english, standard := locale.English().Forms(key), locale.Texts(l.Code)[key]
	for _, form := range formsOf(l, key) {
		text := standard[form]
		if own, ok := now.Forms[form]; ok {
			text = own
		}
		f.Preset(form, text)
		field := f.Textarea(form, "words.phrase.form."+form)
		field.Lang, field.Dir = v.Lang, l.Dir
		v.Forms = append(v.Forms, field)
		if l.Code != locale.Default && standard[form] != "" {
			v.Standard = append(v.Standard, standard[form])
		}
	}
	for _, form := range locale.PluralForms {
		if text := english[form]; text != "" {
			v.English = append(v.English, text)
			v.Gaps = append(v.Gaps, locale.GapsOf(text)...)
		}
	}
	v.Back = "/words?in=" + l.Code
	return phrasePage.Show(v), nil
}

func (a *Area) savePhrase(r *page.Request) (*page.Answer, error) {
	l, key, err := named(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	e := phrase.Edition{Phrase: locale.Phrase{Language: l.Code, Key: key, Forms: locale.Forms{}}, Version: version(f)}
	for _, form := range formsOf(l, key) {
		e.Forms[form] = f.Get(form)
	}
	return a.set(r, e, "words.phrase.saved")
}

// standard takes the community's wording back.
func (a *Area) standard(r *page.Request) (*page.Answer, error) {
	l, key, err := named(r)
	if err != nil {
		return nil, err
	}
	e := phrase.Edition{Phrase: locale.Phrase{Language: l.Code, Key: key}, Version: version(r.Form())}
	return a.set(r, e, "words.phrase.returned")
}

func (a *Area) set(r *page.Request, e phrase.Edition, flash string) (*page.Answer, error) {
	if err := a.phrases.Set(r.Context(), r.Actor(), e); err != nil {
		return nil, err
	}
	if err := a.refresh(r.HTTP().Context()); err != nil {
		return nil, err
	}
	return page.See("/words?in=" + e.Language).Flash(flash), nil
}

func version(f *page.Form) int {
	n, _ := strconv.Atoi(f.Get("version")) // anything else is a conflict
	return n
}

// named is the language and the message of the address; what is not there is
// missing.
func named(r *page.Request) (locale.Language, string, error) {
	l, ok := locale.LanguageOf(r.Value("language"))
	if key := r.Value("message"); ok && locale.English().Forms(key) != nil {
		return l, key, nil
	}
	return l, "", fault.New(fault.Missing, "record.missing")
}
