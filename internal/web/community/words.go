package community

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"openmaf/internal/platform/locale"
	"openmaf/internal/web/page"
)

var wordsPage = page.Declare[WordsView](files, "words.html")

// WordsView finds any message of the program by what it says.
type WordsView struct {
	page.Frame
	Find     page.Input
	Language page.Select
	All      page.Checkboxes
	Found    []Message
	None     bool
	Next     string // address of the next page
}

// Message is one message as it is read now.
type Message struct {
	Text    string
	Lang    string
	Dir     string
	Own     bool // the community's own wording
	English bool // there are no words for it in the language
	Href    string
}

const pageSize = 25

func (a *Area) words(r *page.Request) (*page.Answer, error) {
	l, ok := locale.LanguageOf(r.Query("in"))
	if !ok {
		l, _ = locale.LanguageOf(locale.Default)
	}
	find, all := r.Query("find"), r.Query("all") != ""
	v := WordsView{Frame: r.Frame("words.title"),
		Find:     page.Input{Field: page.Field{Name: "find", Label: r.T("words.find"), Hint: r.T("words.find-hint")}, Value: find},
		Language: page.Select{Field: page.Field{Name: "in", Label: r.T("words.in")}},
		All: page.Checkboxes{Field: page.Field{Name: "all"}, Columns: "govuk-checkboxes--small",
			Items: []page.Choice{{Value: "yes", Text: r.T("words.all"), Checked: all}}},
	}
	for _, one := range locale.Languages {
		v.Language.Items = append(v.Language.Items, page.Option{Value: one.Code, Text: one.Name, Selected: one.Code == l.Code})
	}
	keys := a.matching(l, find, r.Query("after"), all)
	if len(keys) > pageSize {
		keys = keys[:pageSize]
		v.Next = "/words?" + url.Values{"find": {find}, "in": {l.Code}, "all": {r.Query("all")}, "after": {keys[pageSize-1]}}.Encode()
	}
	for _, key := range keys {
		v.Found = append(v.Found, a.message(l, key))
	}
	v.None = len(v.Found) == 0
	v.Back = "/community"
	return wordsPage.Show(v), nil
}

// matching are the keys of a page and one more: of the messages that say the
// words that are looked for, behind the last one of the page before.
func (a *Area) matching(l locale.Language, find, after string, all bool) []string {
	find = strings.ToLower(find)
	book, standard := a.shelf.Book(), locale.Texts(l.Code)
	var out []string
	for _, key := range locale.Keys() {
		if key <= after || !all && !locale.Seen(key) {
			continue
		}
		text := strings.ToLower(written(book, standard, l, key) + " " + other(locale.English().Forms(key)))
		if strings.Contains(text, find) {
			if out = append(out, key); len(out) > pageSize {
				break
			}
		}
	}
	return out
}

// written is the message with its gaps as they are written: the community's
// wording, or the catalogue's.
func written(book *locale.Book, standard map[string]locale.Forms, l locale.Language, key string) string {
	if own := book.Own(l.Code, key); own != nil {
		return other(own)
	}
	return other(standard[key])
}

func other(forms locale.Forms) string { return forms["other"] }

func (a *Area) message(l locale.Language, key string) Message {
	m := Message{Lang: a.shelf.Book().In(l.Code).Lang(), Dir: l.Dir, Own: a.shelf.Book().Own(l.Code, key) != nil,
		Href: "/words/" + l.Code + "/" + url.PathEscape(key)}
	if m.Text = written(a.shelf.Book(), locale.Texts(l.Code), l, key); m.Text == "" {
		english, _ := locale.LanguageOf(locale.Default)
		m.Text, m.Lang, m.Dir, m.English = other(locale.English().Forms(key)), locale.English().Lang(), english.Dir, true
	}
	return m
}

// formsOf are the plural forms that the message needs in the language: those
// that the language's own or the English words have.
func formsOf(l locale.Language, key string) []string {
	forms := locale.Texts(l.Code)[key]
	if forms == nil {
		forms = locale.English().Forms(key)
	}
	have := slices.Collect(maps.Keys(forms))
	return slices.DeleteFunc(slices.Clone(locale.PluralForms), func(f string) bool { return !slices.Contains(have, f) })
}
