package e2e

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"openmaf/internal/app"
	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/locale"
	"openmaf/internal/testdata"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
)

// world is a community in which something has happened already: a team with
// every role, meetings, and Wren, whom Asha keeps, at several places of the
// way. Tests that are not about how it came to be begin with it.
type world struct {
	*community
	team map[string]access.Actor // by first name
	in   map[string]*http.Cookie // what somebody's browser got when they signed in

	person                   string
	chat                     string // Asha's with Wren
	raised, planned, tried   string // links: nothing shown yet; tonight with Sam; been there, to be asked
	plan                     string // tonight's
	steps, tools, friday     string // meetings
	toJoin, toSignIn, device string // an open invitation, a one-time link, Asha's sign-in
	upload                   string // a list that Max looked at and did not apply

	more map[string]string // what stands for further wildcards of the routes, braces included; see also
}

// also are what else happened in the world, by area (world_*_test.go). Each puts
// the records that its routes name into more.
var also []func(*world)

// happens adds to the world.
func happens(what func(*world)) bool {
	also = append(also, what)
	return true
}

// today is the day of the world.
var today = civil.DateOf(morning)

// teamOf is everybody who works in the world, by first name.
var teamOf = []struct {
	name string
	role access.Role
}{{"Max", access.Manager}, {"Asha", access.Facilitator}, {"Bo", access.Facilitator}, {"Sam", access.Companion},
	{"Kit", access.Companion}, {"Lena", access.Lead}, {"Dee", access.Deputy}, {"Toni", access.Trainer}}

// newTeam is a community in which nothing has happened but that its team
// joined and signed in.
func newTeam(t *testing.T, own ...string) *world {
	t.Helper()
	w := &world{community: found(t, own...), team: map[string]access.Actor{}, in: map[string]*http.Cookie{}, more: map[string]string{}}
	w.hire()
	for name := range w.team {
		w.arrive(name)
	}
	return w
}

// newWorld makes the world on the embedded database.
func newWorld(t *testing.T, own ...string) *world {
	t.Helper()
	w := newTeam(t, own...)
	w.list()
	w.story()
	for _, happened := range also {
		happened(w)
	}
	w.upload = w.bring("Max", "Invented list", append(testdata.SecondList(), "a row without a day,,,\n"...))
	w.device = regexp.MustCompile(`/devices/(\w+)/end`).FindStringSubmatch(w.send("Asha", http.MethodGet, "/devices", nil).body)[1]
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// hire lets everybody in; Ada, the administrator, was there first.
func (w *world) hire() {
	w.t.Helper()
	ctx := context.Background()
	join := func(l account.Link, name string, role access.Role) {
		in := account.Joining{SignInName: strings.ToLower(name), Password: password}
		_, err := w.core.Accounts.Accept(ctx, w.core.Scope, l.Token, in, nil)
		w.must(err)
		w.team[name] = access.Actor{Scope: w.core.Scope, Account: l.Account.ID, Name: l.Account.Name, Roles: []access.Role{role}}
	}
	invite := func(name string, role access.Role) account.Link {
		l, err := w.core.Accounts.Invite(ctx, w.core.Operator(), account.Invitation{Name: name, Roles: []access.Role{role}})
		w.must(err)
		return l
	}
	join(w.first, "Ada", access.Administrator)
	for _, who := range teamOf {
		join(invite(who.name+" K", who.role), who.name, who.role)
	}
	w.must(w.core.Companions.Clear(ctx, w.team["Max"], companion.Clearance{Account: w.team["Sam"].Account,
		References: today.AddDays(-9), Training: today.AddDays(-9), Until: today.AddDays(90), OutBefore: true}))
	w.must(w.core.Links.SaveCapacity(ctx, w.team["Sam"], companion.Capacity{AWeek: companion.MostAWeek, AtOnce: companion.MostAtOnce}))
	w.toJoin = invite("Noor B", access.Companion).Token
	l, err := w.core.Accounts.MakeLink(ctx, w.team["Max"], w.team["Sam"].Account, account.ToSignIn)
	w.must(err)
	w.toSignIn = l.Token
}

// list is the places and the meetings.
func (w *world) list() {
	w.t.Helper()
	ctx := context.Background()
	const places = "postcode,latitude,longitude\nLE1,52.6362,-1.1331\nLE2,52.6100,-1.1200\n"
	_, err := w.core.Places.Import(ctx, w.team["Max"], strings.NewReader(places), "places.csv")
	w.must(err)
	w.must(w.core.DB.Tx(ctx, w.core.Scope, func(tx *db.Tx) error { return db.SetStaffed(tx, "01632 960 123", "every day, 9 to 9") }))
	w.steps = w.meeting("Thursday Steps (invented)", "AA", meeting.TwelveStep, time.Thursday)
	w.tools = w.meeting("Tuesday Tools (invented)", "SMART", meeting.CBT, time.Tuesday)
	w.friday = w.meeting("Friday Steps (invented)", "NA", meeting.TwelveStep, time.Friday)
	w.must(w.core.Refresh(ctx))
}

func (w *world) meeting(title, fellowship string, kind meeting.Kind, day time.Weekday) string {
	w.t.Helper()
	id, err := w.core.Meetings.Add(context.Background(), w.team["Max"], meeting.Listing{Title: title, Fellowship: fellowship, Kind: kind,
		Venue: "Old Tram Shed (invented)", Address: "1 Made-Up Lane", Postcode: "LE1 1AA", Lat: 52.6362, Lon: -1.1331, Located: true,
		Attendance: meeting.InPerson, Facets: []facet.Fact{{Name: facet.Open, Value: facet.Yes}},
		Slot: schedule.Slot{Rule: schedule.Weekly(day), Start: 19*60 + 30, Minutes: 60}}, true)
	w.must(err)
	return id
}

// story is how Wren came to be known: a chat three days ago, one evening
// tried, one planned for tonight.
func (w *world) story() {
	w.t.Helper()
	ctx, asha := context.Background(), w.team["Asha"]
	w.clock.Set(morning.AddDate(0, 0, -3))
	for _, id := range []*string{&w.person, &w.chat, &w.raised, &w.planned, &w.tried} {
		*id = w.core.DB.NewID()
	}
	var answers []consent.Answer
	for _, p := range consent.Purposes {
		answers = append(answers, consent.Answer{Purpose: p, Given: true, Version: consent.WordingOf(locale.English(), p).Version})
	}
	wish := option.Wish{Near: option.Near{Known: true, Coarse: true}}
	wish.Near.Lat, wish.Near.Lon = 52.6362, -1.1331
	w.must(w.core.Links.Begin(ctx, asha, locale.English(), link.Beginning{
		Person: person.Person{ID: w.person, Name: "Wren Q", Area: "LE1", Phone: "01632 960 777", AccessNeeds: "a chair with arms",
			Contact: person.Contact{How: person.Call, When: "after five"}},
		Answers: answers,
		Chat: chat.Chat{ID: w.chat, On: civil.DateOf(w.clock.Now()), Setting: "waiting_room", Length: "15_to_30",
			HelpWith: "the long evenings", Companion: "yes"},
		Links: []link.Raising{{ID: w.raised, Wish: wish}, {ID: w.planned, Wish: wish}, {ID: w.tried, Wish: wish}},
	}))
	shown := link.Offer{KindsNear: 2, Shown: []link.Shown{{Meeting: w.steps, Kind: meeting.TwelveStep, On: today.AddDays(-1)},
		{Meeting: w.tools, Kind: meeting.CBT, On: today.AddDays(4)}}}
	evening := link.Plan{Meeting: w.friday, On: today, Way: link.Bus, Companion: w.team["Sam"].Account, HowFar: link.ToTheDoor,
		MeetPoint: "by the clock tower", PlanB: "soup at our place", Boundaries: true}
	w.tell(w.planned, shown, link.Choose{Meeting: w.friday}, link.MakePlan{Plan: evening})
	evening.Meeting, evening.On, evening.Companion = w.steps, today.AddDays(-1), ""
	w.tell(w.tried, shown, link.Choose{Meeting: w.steps}, link.MakePlan{Plan: evening})
	w.clock.Set(morning)
	w.tell(w.tried, link.Attend{On: today.AddDays(-1), How: link.Alone, ToldBy: link.ByPerson})
	v, err := w.core.Links.Get(ctx, asha, w.planned)
	w.must(err)
	w.plan = v.Plan.ID
}

func (w *world) tell(id string, events ...link.Event) {
	w.t.Helper()
	w.must(w.core.Links.Tell(context.Background(), w.team["Asha"], link.Ref{Link: id}, events...))
}

// arrive signs somebody in, and keeps their cookie.
func (w *world) arrive(name string) {
	w.t.Helper()
	form := url.Values{"sign_in_name": {strings.ToLower(name)}, "password": {password}}
	a := w.send(name, http.MethodPost, "/sign-in", form)
	for _, c := range a.cookies {
		w.in[name] = c
	}
	if w.in[name] == nil {
		w.t.Fatalf("%s cannot sign in: %d %s", name, a.status, a.body)
	}
}

// answer is what the server said, without a browser between.
type answer struct {
	status int
	leads  string // where a 303 leads
	kind   string
	body   string

	cookies []*http.Cookie
}

// send asks the server with the cookie that somebody got when they signed in;
// an empty name is a stranger.
func (w *world) send(name, method, path string, form url.Values) answer {
	w.t.Helper()
	req, err := http.NewRequest(method, w.at+path, strings.NewReader(form.Encode()))
	w.must(err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return w.ask(name, req)
}

// bring sends a list of meetings to be looked at, and returns its id.
func (w *world) bring(name, source string, list []byte) string {
	w.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	w.must(form.WriteField("form_id", w.core.DB.NewID()))
	w.must(form.WriteField("source", source))
	file, err := form.CreateFormFile("file", "list.csv")
	w.must(err)
	_, err = file.Write(list)
	w.must(err)
	w.must(form.Close())
	req, err := http.NewRequest(http.MethodPost, w.at+"/meetings/import", &body)
	w.must(err)
	req.Header.Set("Content-Type", form.FormDataContentType())
	a := w.ask(name, req)
	id, ok := strings.CutPrefix(a.leads, "/imports/")
	if !ok {
		w.t.Fatalf("the list was not taken: %d %s", a.status, a.body)
	}
	return id
}

func (w *world) ask(name string, req *http.Request) answer {
	w.t.Helper()
	if c := w.in[name]; c != nil {
		req.AddCookie(c)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	w.must(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	w.must(err)
	return answer{res.StatusCode, res.Header.Get("Location"), res.Header.Get("Content-Type"), string(body), res.Cookies()}
}

// copies is a world that can be had again, as it was: each copy of it is on a
// file of its own.
type copies struct {
	world
	database, key []byte
}

// copied closes the world and keeps what it was.
func (w *world) copied() *copies {
	w.t.Helper()
	dir := w.t.TempDir()
	w.must(w.core.DB.Snapshot(context.Background(), filepath.Join(dir, db.FileName)))
	c := &copies{world: *w}
	var err error
	c.database, err = os.ReadFile(filepath.Join(dir, db.FileName))
	w.must(err)
	c.key, err = os.ReadFile(filepath.Join(w.data, app.KeyName))
	w.must(err)
	return c
}

// again opens a copy; everybody is signed in to it.
func (c *copies) again(t *testing.T) *world {
	t.Helper()
	w := c.world
	w.community = &community{t: t, clock: clock.At(c.clock.Now()), log: &told{}, data: t.TempDir(), first: c.first}
	w.must(os.WriteFile(filepath.Join(w.data, db.FileName), c.database, 0o600))
	w.must(os.WriteFile(filepath.Join(w.data, app.KeyName), c.key, 0o600))
	var err error
	w.core, err = app.Open(t.Context(), app.Storage{Data: w.data, Clock: w.clock})
	w.must(err)
	t.Cleanup(func() {
		if err := w.core.Close(); err != nil {
			t.Error(err)
		}
	})
	w.serve()
	return &w
}
