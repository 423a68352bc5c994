package e2e

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"openmaf/internal/app"
	"openmaf/internal/demo"
	"openmaf/internal/platform/civil"
	"openmaf/internal/trust/access"
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

	cass := d.browser("Cass, companion", shownPhone).enters(d.signIns[access.Companion])
	cass.Open("/outings").Sees("Somebody answers").shot("outing", "")

	wide := d.browser("Fern, at the desk", shownDesk).enters(d.signIns[access.Facilitator])
	wide.Open("/today").Sees("Today").shot("today", "")
}

// demonstration is the demo, served.
type demonstration struct {
	*community
	signIns map[access.Role]demo.SignIn
}

func newDemo(t *testing.T) *demonstration {
	t.Helper()
	day := civil.DateOf(morning)
	storage, hands := demo.Storage(t.TempDir(), day)
	core, admin, err := app.Found(t.Context(), storage, demo.Name, "admin")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := core.Close(); err != nil {
			t.Error(err)
		}
	})
	ways, err := demo.Make(t.Context(), core, hands, day, admin)
	if err != nil {
		t.Fatal(err)
	}
	d := &demonstration{community: &community{t: t, core: core, data: storage.Data, clock: hands, log: &told{}},
		signIns: map[access.Role]demo.SignIn{}}
	for _, way := range ways {
		d.signIns[way.Role] = way
	}
	d.serve()
	return d
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
