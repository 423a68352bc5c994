package e2e

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/concern"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/locale"
)

// canaries says who may come across what is kept of a person, on any page: one
// word stands in each field that holds something, and in no other.
var canaries = map[string][]string{
	"Zxfirst":  {"Asha", "Sam", "Max"}, // the first name
	"Zxlast":   {"Asha", "Max"},
	"911999":   {"Asha", "Max"}, // in the telephone number
	"Zxsafe":   {"Asha", "Max"}, // safe times
	"Zxcaller": {"Asha", "Max"}, // who to say is calling
	"Zxaccess": {"Asha", "Sam", "Max"},
	"Zxhelp":   {"Asha"}, // the words of the chat
	"Zxnext":   {"Asha"},
	"Zxmeet":   {"Asha", "Sam", "Max"}, // where they meet
	"Zxplanb":  {"Asha", "Max"},        // the companion sees it once the door is found locked
	"Zxeasier": {"Asha", "Max"},
	"Zxwhy":    {"Asha"},                                                          // why this one, in their words
	"Zxwords":  {"Asha", "Lena", "Dee"},                                           // how it was, in their words; a concern is open about them
	"Zxdraft":  {"Asha"},                                                          // typed, and not sent
	"Zxnote":   {"Asha", "Bo", "Sam", "Kit", "Max", "Ada", "Lena", "Dee", "Toni"}, // the team's own notes on a meeting
	"Zxpublic": {"", "Asha", "Bo", "Sam", "Kit", "Max", "Ada", "Lena", "Dee", "Toni"},
	// A concern in each of its fields; one that is about the lead, and one about
	// both who would read it.
	"Zxconcernsaw":    {"Lena", "Dee"},
	"Zxconcernthinks": {"Lena", "Dee"},
	"Zxconcernwho":    {"Lena", "Dee"},
	"Zxconcerndone":   {"Lena", "Dee"},
	"Zxconcernnote":   {"Lena", "Dee"},
	"Zxconcernlead":   {"Dee"},
	"Zxconcernboth":   {"Max"},
	"Zxposted":        {},
	"Zxlooked":        {},
	"kettle":          {}, // in everybody's password
}

// keepsCanaries begins a second story in the world, with a canary in every
// field.
func (w *world) keepsCanaries() {
	w.t.Helper()
	ctx, asha := context.Background(), w.team["Asha"]
	_, err := w.core.Meetings.Add(ctx, w.team["Max"], meeting.Listing{Title: "Zxpublic Evening (invented)", Kind: meeting.Secular,
		Notes: "Zxnote: the bell is broken", Venue: "Old Tram Shed (invented)", Postcode: "LE1 1AA", Attendance: meeting.InPerson,
		Lat: 52.6362, Lon: -1.1331, Located: true, Slot: mustGet(w, w.friday).Slot}, true)
	w.must(err)
	var answers []consent.Answer
	for _, p := range consent.Purposes {
		answers = append(answers, consent.Answer{Purpose: p, Given: true, Version: consent.WordingOf(locale.English(), p).Version})
	}
	way := w.core.DB.NewID()
	w.must(w.core.Links.Begin(ctx, asha, locale.English(), link.Beginning{
		Person: person.Person{ID: w.core.DB.NewID(), Name: "Zxfirst Zxlast", Area: "LE1", Phone: "01632 911999", AccessNeeds: "Zxaccess",
			Contact: person.Contact{How: person.Call, When: "Zxsafe", As: "Zxcaller"}},
		Answers: answers,
		Chat: chat.Chat{ID: w.core.DB.NewID(), On: today, Setting: "waiting_room", Length: "15_to_30", HelpWith: "Zxhelp",
			NextStep: "Zxnext", NextOn: today.AddDays(3), Companion: "yes"},
		Links: []link.Raising{{ID: way, Wish: option.Wish{}}}}))
	w.tell(way, link.Offer{KindsNear: 1, Shown: []link.Shown{{Meeting: w.steps, Kind: meeting.TwelveStep, On: today.AddDays(6)}}},
		link.Choose{Meeting: w.steps, Why: "Zxwhy"},
		link.MakePlan{Plan: link.Plan{Meeting: w.steps, On: today.AddDays(6), Way: link.Bus, Companion: w.team["Sam"].Account,
			HowFar: link.ToTheDoor, MeetPoint: "Zxmeet", PlanB: "Zxplanb", Easier: "Zxeasier", Boundaries: true}})
	w.tell(w.tried, link.CheckComfort{Comfort: link.Comfort{Words: "Zxwords", Wants: link.TalkFirst}})
	a := w.send("Asha", http.MethodPost, "/draft", url.Values{"form_id": {w.core.DB.NewID()}, "form_by": {asha.Account},
		"form_page": {"/chats/new"}, "form_for": {"/chats/new"}, "help_with": {"Zxdraft"}})
	if a.status != http.StatusOK {
		w.t.Fatalf("the draft is not kept: %d %s", a.status, a.body)
	}
	w.raisesCanaries()
	w.must(w.core.Refresh(ctx))
}

// raisesCanaries raises concerns with a canary in every field.
func (w *world) raisesCanaries() {
	w.t.Helper()
	raise := func(in concern.Raising) string {
		in.ID = w.core.DB.NewID()
		w.must(w.core.Concerns.Raise(context.Background(), w.team["Sam"], in))
		return in.ID
	}
	id := raise(concern.Raising{Saw: "Zxconcernsaw", Thinks: "Zxconcernthinks", Who: "Zxconcernwho", Done: "Zxconcerndone"})
	raise(concern.Raising{Saw: "Zxconcernlead", About: []concern.Whom{concern.Lead}})
	raise(concern.Raising{Saw: "Zxconcernboth", About: []concern.Whom{concern.Lead, concern.Deputy}})
	w.must(w.core.Concerns.Acknowledge(context.Background(), w.team["Lena"], id))
	w.must(w.core.Concerns.Add(context.Background(), w.team["Lena"], id, concern.Entry{Kind: concern.Note, Words: "Zxconcernnote"}))
}

func mustGet(w *world, id string) meeting.Meeting {
	w.t.Helper()
	m, err := w.core.Meetings.Get(context.Background(), w.team["Max"], id)
	w.must(err)
	return m
}

var href = regexp.MustCompile(`href="(/[^"]*)"`)

// crawl visits every page that somebody can come to by following links, and
// every address that takes no record, and hands each to the test.
func (w *world) crawl(who string, visit func(address string, a answer)) {
	w.t.Helper()
	queue := []string{"/", "/?near=LE1", "/healthz"}
	for _, r := range w.site.Server().Routes() {
		if r.Method == http.MethodGet {
			queue = append(queue, w.address(r.Pattern))
		}
	}
	seen, ofOne := map[string]bool{}, map[string]int{} // ofOne: a page that leads on without end, week after week
	for len(queue) > 0 {
		address := queue[0]
		queue = queue[1:]
		path, _, _ := strings.Cut(address, "?")
		if strings.HasPrefix(path, "/words/") {
			path = "/words/" // one page for each message there is
		}
		if seen[address] || strings.HasPrefix(address, "/static/") || ofOne[path] > 20 {
			continue
		}
		ofOne[path]++
		seen[address] = true
		a := w.send(who, http.MethodGet, address, nil)
		visit(address, a)
		for _, m := range href.FindAllStringSubmatch(a.body, -1) {
			next, _, _ := strings.Cut(strings.ReplaceAll(m[1], "&amp;", "&"), "#")
			queue = append(queue, next)
		}
		if len(seen) > 500 {
			w.t.Fatalf("%s comes to more than 500 pages", whoIs(who))
		}
	}
}

// TestCanaries: what is kept of a person stands on the pages of those who may
// see it, and nowhere else; not in a title, not in the log, not in the trail.
func TestCanaries(t *testing.T) {
	w := newWorld(t)
	w.keepsCanaries()
	w.postEverywhere(t)
	for _, who := range everybody {
		came := map[string]bool{}
		w.crawl(who, func(address string, a answer) {
			title, _, _ := strings.Cut(a.body, "</title>")
			for canary, allowed := range canaries {
				if strings.Contains(title, canary) {
					t.Errorf("%q is in the title of %s", canary, address)
				}
				if !strings.Contains(a.body, canary) {
					continue
				}
				came[canary] = true
				if !slices.Contains(allowed, who) {
					t.Errorf("%s comes across %q at %s", whoIs(who), canary, address)
				}
			}
		})
		for canary, allowed := range canaries {
			if slices.Contains(allowed, who) && !came[canary] {
				t.Errorf("%s never comes across %q", whoIs(who), canary)
			}
		}
	}
	w.tellsNobody(t)
}

// postEverywhere sends every form of the site, as everybody, with a canary in
// every field: most are refused, and the refusals are logged.
func (w *world) postEverywhere(t *testing.T) {
	again := w.copied()
	for _, r := range w.site.Server().Routes() {
		if r.Method != http.MethodPost {
			continue
		}
		other := again.again(t)
		for _, who := range []string{"", "Asha", "Sam", "Max"} {
			form := url.Values{"form_id": {other.core.DB.NewID()}, "form_page": {"/today"}}
			for _, field := range []string{"name", "phone", "area", "help_with", "access_needs", "contact_when", "contact_as", "why", "plan_b",
				"meet_point", "easier", "words", "differ", "title", "notes", "sign_in_name", "password", "number", "hours", "source", "record",
				"on", "at", "version", "meeting", "company", "how_far", "happened", "wants", "saw", "thinks", "who", "done", "with"} {
				form.Set(field, "Zxposted")
			}
			other.send(who, http.MethodPost, other.address(r.Pattern), form)
		}
		other.send("Asha", http.MethodGet, "/people?find=Zxlooked", nil)
		other.send("", http.MethodGet, "/?near=Zxlooked", nil)
		other.send("", http.MethodGet, "/sign-in/Zxlooked", nil)
		if log := other.log.String(); strings.Contains(log, "Zx") {
			t.Errorf("%s: the log tells what was typed:\n%s", r.Pattern, lineWith(log, "Zx"))
		}
	}
}

func lineWith(text, word string) string {
	for line := range strings.Lines(text) {
		if strings.Contains(line, word) {
			return line
		}
	}
	return ""
}

// tellsNobody looks where no canary may be, whoever asks.
func (w *world) tellsNobody(t *testing.T) {
	t.Helper()
	log := w.log.String()
	for canary := range canaries {
		if strings.Contains(log, canary) {
			t.Errorf("the log tells %q: %s", canary, lineWith(log, canary))
		}
	}
	var facts string
	w.must(w.core.DB.View(t.Context(), w.core.Scope, func(tx *db.Tx) (err error) {
		facts, err = db.One(tx, db.Column[string],
			`SELECT string_agg(COALESCE(facts, ''), ' ') FROM trail WHERE community_id = $1`, tx.Community())
		return err
	}))
	if strings.Contains(facts, "Zx") || !strings.Contains(facts, civil.DateOf(morning).String()) {
		t.Errorf("the trail tells words, or nothing at all: %s", facts)
	}
	for _, name := range []string{db.FileName, db.FileName + "-wal"} {
		content, err := os.ReadFile(filepath.Join(w.data, name))
		w.must(err)
		if bytes.Contains(content, []byte("Zxdraft")) || bytes.Contains(content, []byte("Zxconcern")) || bytes.Contains(content, []byte(password)) {
			t.Errorf("%s holds a draft, a concern or a password in the clear", name)
		}
	}
}

// A companion sees plan B once the door was found locked.
func TestPlanBOpens(t *testing.T) {
	w := newWorld(t)
	w.keepsCanaries()
	w.clock.Set(today.AddDays(6).At(19*60 + 40))
	sam := w.browser("Sam, companion", phone)
	max := w.browser("Max, manager", desk).signIn("max")
	sam.comesBy(max.oneTimeLink("Sam K")).SeesNot("Zxplanb")
	sam.Within("Zxfirst").Press("The door was locked")
	sam.Sees("Zxplanb").SeesNot("Zxlast", "911999", "Zxhelp", "Zxeasier")
}
