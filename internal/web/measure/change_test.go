package measure_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/message"
	"openmaf/internal/people/ownview"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
	pages "openmaf/internal/web/measure"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
	"openmaf/internal/web/server/pagetest"
)

const word = "kingfisher"

var spaced = regexp.MustCompile(`<[^>]*>`) // a tag parts what stands around it

// room is Asha, who keeps the record of Sam, and Sam's own telephone.
type room struct {
	*pagetest.Site
	t    *testing.T
	d    *db.DB
	caps pages.Capabilities
	asha access.Actor
	sam  string
	own  *http.Cookie
}

func each(t *testing.T, test func(*room)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		sealer, err := seal.InMemory()
		if err != nil {
			t.Fatal(err)
		}
		reads := trail.NewReads(d, slog.New(slog.NewTextHandler(io.Discard, nil)))
		t.Cleanup(reads.Close)
		messages := message.New(d, sealer, nil)
		k := &room{t: t, d: d, caps: pages.Capabilities{Questions: asking.New(d, sealer, messages), Measures: measure.New(d),
			Own: ownview.New(d, sealer, account.New(d), messages), Reads: reads,
			Leave: func(*page.Request) (*http.Cookie, error) { return &http.Cookie{Name: "gone", MaxAge: -1}, nil }}}
		arrive := server.Route{Method: http.MethodGet, Pattern: "/arrive", Public: true,
			Screen: func(*page.Request) (*page.Answer, error) { return page.See("/own/change").Cookie(k.own), nil }}
		k.Site = pagetest.New(t, d, s, append(pages.New(k.caps).Routes(), arrive)...)
		k.asha = pagetest.Account(t, d, s, "Asha", access.Facilitator)
		k.sam = persontest.Add(t, d, k.asha, person.Person{Name: "Sam (invented)"}).ID
		english := locale.English()
		k.must(consent.New(d).Answer(t.Context(), k.asha, english, k.sam,
			consent.Answer{Purpose: consent.Evaluation, Given: true, Version: consent.WordingOf(english, consent.Evaluation).Version}))
		test(k)
	})
}

func (k *room) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

// asked asks Sam something today, and gives its address.
func (k *room) asked(measure string) (ask, address string) {
	k.t.Helper()
	ask = k.d.NewID()
	k.must(k.caps.Questions.Begin(k.t.Context(), k.asha, asking.Beginning{ID: ask, Person: k.sam, Measure: measure, Point: asking.Before, How: asking.Paper}))
	return ask, "/people/" + k.sam + "/questions/" + ask
}

// answers is asked and answered on paper; a week goes by.
func (k *room) answers(measure string, said asking.Said) {
	k.t.Helper()
	ask, _ := k.asked(measure)
	k.must(k.caps.Questions.Type(k.t.Context(), k.asha, k.sam, ask, asking.Typing{How: asking.Paper, Said: said, Done: true}))
	dbtest.Clock(k.d).Set(civil.DateOf(dbtest.Clock(k.d).Now()).AddDays(7).At(600))
}

// telephone opens Sam's own page; saying the word is theirs.
func (k *room) telephone(said bool) {
	k.t.Helper()
	k.must(k.caps.Own.SetWord(k.t.Context(), k.asha, k.sam, word))
	made, err := k.caps.Own.Make(k.t.Context(), k.asha, k.sam)
	k.must(err)
	visit, err := k.caps.Own.Open(k.t.Context(), k.asha.Scope, made.Token)
	k.must(err)
	if said {
		k.must(k.caps.Own.SayWord(k.t.Context(), k.asha.Scope, visit.Token, word))
	}
	k.As(access.Actor{})
	k.own = &http.Cookie{Name: "own", Value: visit.Token}
}

// Their own words stand first, whatever they were said to; and what is asked of
// a month is held against the same at six months.
func TestOwnWordsStandFirst(t *testing.T) {
	each(t, func(k *room) {
		k.answers("own-monthly", asking.Said{asking.Field("meetings", 0): "0", asking.Field("regular", 0): "0", asking.Field("ring", 0): "declined"})
		k.answers("own-six-months", asking.Said{asking.Field("meetings", 0): "12", asking.Field("regular", 0): "1", asking.Field("changed", 0): "I have a group now"})
		k.telephone(true)
		p := k.Get("/arrive").Follow().Want(200)
		if first := p.Text("section"); !strings.Contains(first, "I have a group now") || strings.Contains(first, "How many times") || strings.Contains(first, "nothing to see") {
			t.Errorf("first stands %q", first)
		}
		cards := p.All("section")
		if len(cards) != 2 {
			t.Fatalf("%d cards:\n%s", len(cards), p.Text("main"))
		}
		said := strings.Join(strings.Fields(spaced.ReplaceAllString(p.Body[strings.Index(p.Body, "Six months on</h2>"):], " ")), " ")
		said = said[strings.Index(said, "free for all"):]
		for _, want := range []string{"Six months on", "First: Friday 1 May 2026 0 Latest: Friday 8 May 2026 12", "First: Friday 1 May 2026 No Latest: Friday 8 May 2026 Yes"} {
			if !strings.Contains(said, want) {
				t.Errorf("no %q in %q", want, said)
			}
		}
		if !p.Has("svg.answer-scale circle[cx=\"77\"]") { // 12 of the 31 that a line has at least
			t.Errorf("the picture is not of a month: %s", p.Body)
		}
	})
}

// The map of their people is a file of its own, which needs nothing else to be
// looked at; their answers are one that other programs read.
func TestAPersonKeepsTheirPicture(t *testing.T) {
	each(t, func(k *room) {
		k.answers("own-network", asking.Said{
			asking.Field("initials", 0): `<A>`, asking.Field("close", 0): "3", asking.Field("where", 0): "1",
			asking.Field("initials", 1): "B", asking.Field("close", 1): "1", asking.Field("where", 1): "declined"})
		k.telephone(true)
		p := k.Get("/arrive").Follow().Want(200)
		picture := p.Submit("/own/change/map", nil).Want(200)
		if picture.Header.Get("Content-Type") != "image/svg+xml" || picture.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%v", picture.Header)
		}
		if err := xml.Unmarshal([]byte(picture.Body), new(struct{})); err != nil {
			t.Errorf("it is no picture: %v\n%s", err, picture.Body)
		}
		for _, want := range []string{"&lt;A&gt;", ">B<", "In recovery", "Your people", "Friday 1 May 2026"} {
			if !strings.Contains(picture.Body, want) {
				t.Errorf("no %q in the picture", want)
			}
		}
		if strings.Count(picture.Body, "stroke-dasharray") != 1 { // in the key: who would rather not say of B did not say that they do not know
			t.Errorf("what was not said is told: %s", picture.Body)
		}
		var bundle struct{ ResourceType string }
		if err := json.Unmarshal([]byte(p.Submit("/own/change/copy", nil).Want(200).Body), &bundle); err != nil || bundle.ResourceType != "Bundle" {
			t.Errorf("%v, %v", err, bundle)
		}
		k.As(k.asha)
		change := "/people/" + k.sam + "/questions/change"
		k.Get(change).Want(200).Submit(change+"/copy", nil).Want(200)
	})
}

// Who opened the link and did not say the word takes nothing away.
func TestNothingLeavesWithoutTheWord(t *testing.T) {
	each(t, func(k *room) {
		k.answers("own-network", asking.Said{asking.Field("initials", 0): "A", asking.Field("where", 0): "1"})
		k.telephone(false)
		k.Get("/arrive").Follow().Want(303)
		for _, path := range []string{"/own/change/map", "/own/change/copy"} {
			if p := k.Post(path, nil); p.Status != 403 || strings.Contains(p.Body, "<circle") {
				t.Errorf("%s: %d", path, p.Status)
			}
		}
	})
}

// A sheet has room for several people; what is typed keeps the row it stood in.
func TestSeveralPeopleAreTypedFromOneSheet(t *testing.T) {
	each(t, func(k *room) {
		_, address := k.asked("own-network")
		k.As(k.asha)
		if paper := k.Get(address + "/paper").Want(200).Text("main"); !strings.Contains(paper, "6. Someone in your life") {
			t.Errorf("the paper is %q", paper)
		}
		p := k.Get(address + "/typed").Want(200)
		if !strings.Contains(p.Text("main"), "3. First letters of the name") {
			t.Errorf("the page is %q", p.Text("main"))
		}
		p.Submit(address+"/typed", url.Values{"a-initials-0": {"A"}, "a-where-0": {"1"}, "a-initials-1": {"B"}, "a-where-1": {"-"}, "a-initials-3": {"D"}, "a-where-3": {"2"}}).Want(303)
		all, err := k.caps.Questions.Answered(t.Context(), k.asha, k.sam)
		if k.must(err); len(all) != 1 {
			t.Fatalf("%d sets of answers", len(all))
		}
		got := all[0].Answers
		if who := got["initials"]; len(who) != 4 || who[3].Text != "D" || got["where"][1].State != measure.Declined || got["where"][3].Text != "2" {
			t.Errorf("%+v", got)
		}
	})
}

// To every question of every measure that is asked, a person can say that they
// would rather not, however it is put to them.
func TestEveryQuestionCanBeDeclined(t *testing.T) {
	each(t, func(k *room) {
		k.must(k.d.View(t.Context(), k.asha.Scope, func(tx *db.Tx) error {
			all, err := measure.Askable(tx)
			if err != nil || len(all) < 7 {
				t.Errorf("%d measures are asked, %v", len(all), err)
			}
			return err
		}))
		for _, d := range measure.Shipped() {
			if !d.Worded() {
				continue
			}
			ask, address := k.asked(d.ID)
			form, _, err := k.caps.Questions.Sheet(t.Context(), k.asha, k.sam, ask)
			k.must(err)
			questions, sheet := 0, 0
			for _, s := range form.Steps() {
				questions += len(s.Items)
			}
			for _, s := range form.Paper() {
				sheet += len(s.Items)
			}
			k.As(k.asha)
			if n := len(k.Get(address + "/aloud").Want(200).All(`input[value="declined"]`)); n != sheet {
				t.Errorf("%s read out: %d of %d", d.ID, n, sheet)
			}
			if n := strings.Count(k.Get(address+"/paper").Want(200).Body, "I would rather not say"); n != sheet {
				t.Errorf("%s on paper: %d of %d", d.ID, n, sheet)
			}
			k.Get(address).Want(200).Submit(address+"/tablet", nil).Want(303)
			k.As(access.Actor{})
			if n := len(k.Get("/answer?at=all").Want(200).All(`input[value="declined"]`)); n != questions {
				t.Errorf("%s on a tablet: %d of %d", d.ID, n, questions)
			}
			k.must(k.caps.Questions.Withdraw(t.Context(), k.asha, k.sam, ask))
		}
	})
}
