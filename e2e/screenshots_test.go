package e2e

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"openmaf/internal/app"
	"openmaf/internal/demo"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/clock"
	"openmaf/internal/programme/course"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
)

// The screens of the documents: a telephone held upright, and a desk.
var (
	shownPhone = screen{360, 800, true}
	shownDesk  = screen{1100, 800, false}
)

// TestScreenshots makes the pictures of the documents from the demo, in which
// everything is invented. It checks that every page that is shown is as good
// as the others; it writes only where OPENMAF_SCREENSHOTS names a directory.
func TestScreenshots(t *testing.T) {
	d := newDemo(t)
	stranger := d.browser("a stranger", shownPhone)
	stranger.Open("/").Fill("Near which place?", demo.Near).Press("Show me").Sees("Near ").shot("public", "")

	fern := d.browser("Fern, facilitator", shownPhone).enters(d.signIns[access.Facilitator])
	fern.Open("/chats/new").Choose("Keep a record with your name", "They said yes").
		Fill("What would you like to be called?", "Robin").Fill("Where do you set out from?", demo.Near).shot("chat", "")
	fern.Open("/people").Follow("Fran B").Press("Look at what there is").Sees("What there is").shot("options", "article.card")
	fern.Open("/people").Follow("Ada M").Sees("The story so far").shot("person", "ol.timeline")
	fern.Open("/sessions/"+d.session()+"/register").Sees("Imre R").shot("register", "")

	cass := d.browser("Cass, companion", shownPhone).enters(d.signIns[access.Companion])
	cass.Open("/outings").Sees("Somebody answers").shot("outing", "")

	wide := d.browser("Fern, at the desk", shownDesk).enters(d.signIns[access.Facilitator])
	wide.Open("/today").Sees("Today").shot("today", "")
}

// TestThePictureOfTheReport is the same for the evaluation of the whole
// community: as those inside read it, and as it is handed on.
func TestThePictureOfTheReport(t *testing.T) {
	d := newDemoOf(t, demo.CommunityStorage, demo.MakeCommunity)
	morgan := d.browser("Morgan, at the desk", shownDesk).enters(d.signIns[access.Manager])
	morgan.Open("/evaluations").Follow("Our first half year (invented)").Sees("120 came in").Good()
	morgan.Follow("The last report to hand on").Sees("Save as PDF").shot("report", "h2")
	held := d.browser("Morgan, on a phone", shownPhone).enters(d.signIns[access.Manager])
	held.Open("/evaluations").Follow("The six sessions of that half year (invented)").Sees("Some results could be known by then").Good()
}

// demonstration is the demo, served.
type demonstration struct {
	*community
	signIns map[access.Role]demo.SignIn
}

func newDemo(t *testing.T) *demonstration {
	t.Helper()
	return newDemoOf(t, demo.Storage, demo.Make)
}

// newDemoOf serves one of the demo's communities as it stands in the morning.
func newDemoOf(t *testing.T, storage func(string, civil.Date) (app.Storage, *clock.Manual),
	make func(context.Context, *app.Core, *clock.Manual, civil.Date, account.Link) ([]demo.SignIn, error)) *demonstration {
	t.Helper()
	day := civil.DateOf(morning)
	kept, hands := storage(t.TempDir(), day)
	core, admin, err := app.Found(t.Context(), kept, demo.Name, "admin")
	if err != nil {
		t.Fatal(err)
	}
	ways, err := make(t.Context(), core, hands, day, admin)
	if err := errors.Join(err, core.Close()); err != nil {
		t.Fatal(err)
	}
	if core, err = app.Open(t.Context(), app.Storage{Data: kept.Data, Clock: hands}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := core.Close(); err != nil {
			t.Error(err)
		}
	})
	d := &demonstration{community: &community{t: t, core: core, data: kept.Data, clock: hands, log: &told{}},
		signIns: map[access.Role]demo.SignIn{}}
	for _, way := range ways {
		d.signIns[way.Role] = way
	}
	d.serve()
	return d
}

// session is an evening of a course that is half-way.
func (d *demonstration) session() string {
	d.t.Helper()
	manager := access.Actor{Scope: d.core.Scope, Account: "looker", Roles: []access.Role{access.Manager}}
	courses, _, err := d.core.Courses.Courses(d.t.Context(), manager, civil.DateOf(morning), course.Listing{})
	if err != nil {
		d.t.Fatal(err)
	}
	for _, c := range courses {
		v, err := d.core.Courses.Course(d.t.Context(), manager, c.ID)
		if err != nil {
			d.t.Fatal(err)
		}
		if c.Setting == "community" && c.Begun(civil.DateOf(morning)) {
			return v.Sessions[2].ID
		}
	}
	d.t.Fatal("no course is half-way")
	return ""
}

// enters signs in as the demo tells its visitors to.
func (b *browser) enters(way demo.SignIn) *browser {
	b.t.Helper()
	if way.Link != "" {
		return b.Open(way.Link).Press("Sign in").Stands("/outings")
	}
	return b.Open("/sign-in").Fill("Your e-mail address or sign-in name", way.SignInAs).Fill("Password", demo.Password).
		Press("Sign in").Stands("/today")
}

// shot looks the page over, and takes its picture where pictures are wanted:
// from its top, or from a little above what the selector finds.
func (b *browser) shot(name, from string) {
	b.t.Helper()
	b.Good()
	dir := os.Getenv(screenshotsIn)
	if dir == "" {
		return
	}
	sharp := 1.0
	if b.screen.touch {
		sharp = 2
	}
	var picture []byte
	b.do(emulation.SetDeviceMetricsOverride(b.screen.wide, b.screen.high, sharp, b.screen.touch), emulation.SetScrollbarsHidden(true),
		chromedp.Evaluate(`document.activeElement.blur(); scrollTo(0, 0);
			scrollTo(0, Math.max(0, (`+quote(from)+` ? document.querySelector(`+quote(from)+` || "body").getBoundingClientRect().top : 0) - 80)); true`, nil),
		chromedp.CaptureScreenshot(&picture))
	if err := os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
