package locale

import (
	"fmt"
	"sync/atomic"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Forms are the words of one message by plural category ("one", "few",
// "other", …); a message without a count has "other" only.
type Forms map[string]string

// Phrase is a community's own wording of one message in one language.
type Phrase struct {
	Language string // code
	Key      string
	Forms    Forms
}

// Book is the words of a community in every language. It does not change: a
// new phrase makes a new book.
type Book struct {
	words   map[string]*Words
	own     map[[2]string]Forms // by language and key
	offered []Language
	matcher language.Matcher
}

// NewBook puts a community's phrases before the catalogues. English is always
// offered; the other languages are when the community says so.
func NewBook(phrases []Phrase, offered ...string) (*Book, error) {
	own := newBundle()
	spoken := map[string]bool{}
	for _, p := range phrases {
		l, ok := LanguageOf(p.Language)
		if !ok {
			return nil, fmt.Errorf("locale: no language %q", p.Language)
		}
		if err := own.AddMessages(l.tag, p.Forms.message(p.Key)); err != nil {
			return nil, err
		}
		spoken[l.Code] = true
	}
	b := &Book{words: map[string]*Words{}, own: map[[2]string]Forms{}}
	for _, l := range Languages {
		w := &Words{language: l, standard: i18n.NewLocalizer(bundle(), l.tag.String()), phrases: texts{}, texts: plain()[l.Code]}
		if spoken[l.Code] {
			w.own = i18n.NewLocalizer(own, l.tag.String())
		}
		if l.Code != Default {
			w.english = b.words[Default]
		}
		b.words[l.Code] = w
	}
	for _, p := range phrases {
		b.own[[2]string{p.Language, p.Key}] = p.Forms
		b.words[p.Language].phrases[p.Key] = p.Forms.plain()
	}
	b.offer(offered)
	return b, nil
}

func mustBook(phrases []Phrase, offered ...string) *Book {
	b, err := NewBook(phrases, offered...)
	if err != nil {
		panic(err) // without phrases nothing can be wrong with them
	}
	return b
}

func (b *Book) offer(codes []string) {
	b.offered = []Language{Languages[0]}
	for _, l := range Languages[1:] {
		for _, code := range codes {
			if code == l.Code {
				b.offered = append(b.offered, l)
			}
		}
	}
	tags := make([]language.Tag, len(b.offered))
	for i, l := range b.offered {
		tags[i] = l.tag
	}
	b.matcher = language.NewMatcher(tags)
}

// In is the book's words in the language; in English for one that is not
// prepared.
func (b *Book) In(code string) *Words {
	if w, ok := b.words[code]; ok {
		return w
	}
	return b.words[Default]
}

// Offered are the languages that a visitor may choose from, English first.
func (b *Book) Offered() []Language { return b.offered }

// Own are the forms of the community's own wording; nil where the standard
// words hold.
func (b *Book) Own(code, key string) Forms { return b.own[[2]string{code, key}] }

// For is the words in what was chosen, if it is offered; otherwise in the best
// of what the browser accepts (an Accept-Language header), and English where
// that fits nothing.
func (b *Book) For(chosen, accepts string) *Words {
	for _, l := range b.offered {
		if l.Code == chosen {
			return b.words[l.Code]
		}
	}
	if len(b.offered) == 1 {
		return b.words[Default]
	}
	wanted, _, err := language.ParseAcceptLanguage(accepts)
	if err != nil || len(wanted) == 0 {
		return b.words[Default]
	}
	_, i, confidence := b.matcher.Match(wanted...)
	if confidence == language.No {
		return b.words[Default]
	}
	return b.words[b.offered[i].Code]
}

// Shelf holds a community's present book, for readers that go on while it is
// exchanged. The zero Shelf, and none, hold the standard one.
type Shelf struct{ book atomic.Pointer[Book] }

// Put exchanges the book.
func (s *Shelf) Put(b *Book) { s.book.Store(b) }

// Book is the present one.
func (s *Shelf) Book() *Book {
	if s == nil {
		return Standard()
	}
	if b := s.book.Load(); b != nil {
		return b
	}
	return Standard()
}

func (f Forms) message(key string) *i18n.Message {
	return &i18n.Message{ID: key, Zero: f["zero"], One: f["one"], Two: f["two"], Few: f["few"], Many: f["many"], Other: f["other"]}
}
