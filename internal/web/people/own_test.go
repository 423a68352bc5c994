package people_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/course"
	"openmaf/internal/trust/access"
)

var ownAddress = regexp.MustCompile(`/own/[A-Za-z0-9_-]{43}`)

// handOver makes a link for the person and lets the team go: what follows is
// the person's own phone.
func (tm *team) handOver(person string) string {
	tm.Helper()
	tm.As(tm.asha)
	shown := tm.Get(person+"/own").Want(200).Submit(person+"/own/link", nil).Want(200)
	address := ownAddress.FindString(shown.Attr("#link", "value"))
	if address == "" {
		tm.Fatalf("no link is shown: %s", shown.Text("main"))
	}
	tm.As(access.Actor{})
	return address
}

// planned is Sam with an evening to come, and a link to it.
func (w *way) planned() string {
	w.As(w.asha)
	w.together()
	return w.handOver(w.sam)
}

const word = "kingfisher"

func (tm *team) chooseWord(person string) {
	tm.Helper()
	tm.As(tm.asha)
	tm.Get(person+"/own").Submit(person+"/own/word", url.Values{"code_word": {word}}).Want(303)
	tm.As(access.Actor{})
}

func TestTheOwnPageShowsThePlanAndNothingElse(t *testing.T) {
	ways(t, func(w *way) {
		address := w.planned()
		w.hides(w.Get(address).Want(200), "Sam", "Tuesday") // nothing before it is opened
		p := w.Get(address).Submit(address, nil).Want(303).Follow().Want(200)
		w.says(p, "Sam", "Tuesday", "Col")
		w.hides(p, "Tools", "SMART", "recovery", "evenings back", "religion", "Example")
		if p.Text("title") != "Your page" {
			t.Errorf("the title says %q", p.Text("title"))
		}
		if p := w.Get("/own/all"); p.Header.Get("Location") != "/own" {
			t.Error("more than the plan without the word")
		}
		w.Post("/own/copy", nil).Want(403)
		w.Post("/own/stop", nil).Want(403)
	})
}

// Who agreed to be met is not told to go on their own while another companion
// is looked for.
func TestTheOwnPageSaysThatSomebodyIsLookedFor(t *testing.T) {
	ways(t, func(w *way) {
		address := w.planned()
		w.As(w.asha)
		w.Get(w.link+"/needed").Submit(w.link+"/cannot", nil).Want(303)
		w.As(access.Actor{})
		p := w.Get(address).Submit(address, nil).Want(303).Follow().Want(200)
		w.says(p, "Tuesday", "We are looking for somebody to go with you")
		w.hides(p, "on your own", "Col")
	})
}

func TestALinkWorksOnce(t *testing.T) {
	ways(t, func(w *way) {
		address := w.planned()
		w.Get(address).Submit(address, nil).Want(303)
		other := w.Another()
		w.says(other.Get(address).Want(200), "does not work any more")
		other.Post(address, nil).Want(404)
		// The phone that opened it goes on, for twenty minutes.
		w.says(w.Get("/own").Want(200), "Tuesday")
		dbtest.Clock(w.d).Advance(21 * time.Minute)
		w.hides(w.Get("/own").Want(200), "Tuesday")
	})
}

func TestALinkIsVoid(t *testing.T) {
	for name, spoil := range map[string]func(w *way, address string){
		"after a day": func(w *way, _ string) { dbtest.Clock(w.d).Advance(25 * time.Hour) },
		"taken back": func(w *way, _ string) {
			w.As(w.asha)
			w.Get(w.sam+"/own").Submit(w.sam+"/own/revoke", nil).Want(303)
			w.As(access.Actor{})
		},
		"replaced by another": func(w *way, _ string) { w.handOver(w.sam) },
		"the person deleted": func(w *way, _ string) {
			w.write(`DELETE FROM person WHERE community_id = $1`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			ways(t, func(w *way) {
				address := w.planned()
				spoil(w, address)
				w.says(w.Get(address).Want(200), "does not work any more")
				w.Post(address, nil).Want(404)
			})
		})
	}
}

// Where nothing can be sent, the page says why and hands the link over instead;
// a form made by hand is refused for the same reason.
func TestALinkThatCannotBeSent(t *testing.T) {
	ways(t, func(w *way) {
		w.As(w.asha)
		p := w.Get(w.sam + "/own").Want(200)
		w.says(p, "Text message: We are not set up to send this way yet.", "Show me a link to hand over")
		w.hides(p, "Send a link by")
		w.says(w.Post(w.sam+"/own/send", url.Values{"channel": {"text"}}).Want(409), "We are not set up to send this way yet.")
	})
}

func TestTakingALinkBackEndsTheVisit(t *testing.T) {
	ways(t, func(w *way) {
		address := w.planned()
		w.Get(address).Submit(address, nil).Want(303)
		w.As(w.asha)
		w.Get(w.sam+"/own").Submit(w.sam+"/own/revoke", nil).Want(303)
		w.As(access.Actor{})
		w.hides(w.Get("/own").Want(200), "Tuesday")
	})
}

// noted puts Sam on a course with a note from its first session.
func (w *way) noted(words string) {
	w.Helper()
	fay := persontest.Actor(w.T, w.d, w.s, "Fay F", access.Facilitator)
	courses, programme, id, place := course.New(w.d), w.d.NewID(), w.d.NewID(), w.d.NewID()
	for _, err := range []error{
		courses.Take(w.Context(), w.max, programme, "six-sessions"),
		courses.Begin(w.Context(), w.max, course.Beginning{ID: id, Programme: programme, Setting: "online", Place: "Call (invented)", Capacity: 5,
			Starts: civil.DateOf(dbtest.Start), From: 600, Every: 7, Facilitators: []string{fay.Account}}),
		courses.Enrol(w.Context(), w.asha, locale.English(), course.Enrolling{ID: place, Course: id, Person: strings.TrimPrefix(w.sam, "/people/"), Source: "us"}),
	} {
		if err != nil {
			w.Fatal(err)
		}
	}
	v, err := courses.Course(w.Context(), fay, id)
	if err != nil {
		w.Fatal(err)
	}
	if err := courses.Note(w.Context(), fay, v.Sessions[0].ID, place, words); err != nil {
		w.Fatal(err)
	}
}

// What was noted at a course stands in the person's own copy.
func TestACopyHasTheNotesOfCourses(t *testing.T) {
	ways(t, func(w *way) {
		w.chooseWord(w.sam)
		w.noted("Likes a seat by the door")
		address := w.planned()
		p := w.Get(address).Submit(address, nil).Want(303).Follow()
		p = p.Submit("/own/word", url.Values{"code_word": {word}}).Want(303).Follow().Want(200)
		if copied := string(p.Submit("/own/copy", nil).Want(200).Body); !strings.Contains(copied, "Six sessions: finding your people, "+civil.DateOf(dbtest.Start).String()+": Likes a seat by the door") {
			t.Errorf("the copy leaves the note out:\n%s", copied)
		}
	})
}

// What the person answered when they were asked is theirs to take.
func TestACopyHasTheAnswersToQuestions(t *testing.T) {
	ways(t, func(w *way) {
		w.chooseWord(w.sam)
		id := strings.TrimPrefix(w.sam, "/people/")
		english := locale.English()
		w.must(w.caps.Consents.Answer(w.Context(), w.asha, english, id,
			consent.Answer{Purpose: consent.Evaluation, Given: true, Version: consent.WordingOf(english, consent.Evaluation).Version}))
		ask := w.d.NewID()
		w.must(w.caps.Questions.Begin(w.Context(), w.asha, asking.Beginning{ID: ask, Person: id, Measure: "own-visit", Point: asking.Visit, How: asking.Paper}))
		w.must(w.caps.Questions.Type(w.Context(), w.asha, id, ask, asking.Typing{Said: asking.Said{asking.Field("welcome", 0): "9", asking.Field("fit", 0): "declined"}, How: asking.Aloud, Done: true}))
		address := w.planned()
		p := w.Get(address).Submit(address, nil).Want(303).Follow()
		p = p.Submit("/own/word", url.Values{"code_word": {word}}).Want(303).Follow().Want(200)
		copied := string(p.Submit("/own/copy", nil).Want(200).Body)
		for _, want := range []string{"How did it go?: " + english.Date(day0), "How welcome did you feel? 0 is not at all. 10 is very.: 9", ": I would rather not say"} {
			if !strings.Contains(copied, want) {
				t.Errorf("the copy leaves %q out:\n%s", want, copied)
			}
		}
	})
}

func TestBehindTheWordIsEverything(t *testing.T) {
	ways(t, func(w *way) {
		w.chooseWord(w.sam)
		address := w.planned()
		p := w.Get(address).Submit(address, nil).Want(303).Follow()
		p = p.Submit("/own/word", url.Values{"code_word": {"heron!"}}).Want(422)
		if p.Attr("#code_word", "value") != "" {
			t.Error("the word that was typed stands on the page")
		}
		p = p.Submit("/own/word", url.Values{"code_word": {word}}).Want(303).Follow().Want(200)
		w.says(p, "Sam Example", "I want my evenings back", "LE1", "Said yes")
		asked := p.Submit("/own/ask", url.Values{"kind": {"correct"}, "words": {"It is LE2, please"}}).Want(303).Follow()
		w.says(asked, "One of us will see to it")
		copied := asked.Submit("/own/copy", nil).Want(200)
		for _, words := range []string{"Sam Example", "I want my evenings back", "Tuesday Tools (invented)"} {
			if !strings.Contains(string(copied.Body), words) {
				t.Errorf("the copy leaves out %q", words)
			}
		}
		asked.Submit("/own/stop", nil).Want(303)
		w.As(w.asha)
		w.agreedTo(consent.Contact, false)
		w.says(w.Get(w.sam+"/own").Want(200), "It is LE2, please")
		w.Get(w.sam+"/own").Submit(w.sam+"/own/seen", nil).Want(303)
		w.hides(w.Get(w.sam+"/own").Want(200), "It is LE2, please")
	})
}

func TestFiveWrongWordsEndTheVisit(t *testing.T) {
	ways(t, func(w *way) {
		w.chooseWord(w.sam)
		address := w.planned()
		w.Get(address).Submit(address, nil).Want(303)
		for range 5 {
			w.Post("/own/word", url.Values{"code_word": {"wrong word"}}).Want(422)
		}
		w.Post("/own/word", url.Values{"code_word": {word}}).Want(404)
		w.hides(w.Get("/own").Want(200), "Tuesday")
	})
}

func TestAWordThatNobodyChoseOpensNothing(t *testing.T) {
	ways(t, func(w *way) {
		address := w.planned()
		p := w.Get(address).Submit(address, nil).Want(303).Follow()
		if p.Has("#code_word") {
			t.Error("a word is asked for where there is none")
		}
		w.Post("/own/word", url.Values{"code_word": {""}}).Want(422)
	})
}

func (w *way) agreedTo(p consent.Purpose, want bool) {
	w.Helper()
	held, err := w.caps.Consents.Of(w.Context(), w.asha, strings.TrimPrefix(w.sam, "/people/"))
	w.must(err)
	for _, c := range held {
		if c.Purpose == p && c.Given != want {
			w.Errorf("%s is %v", p, c.Given)
		}
	}
}
