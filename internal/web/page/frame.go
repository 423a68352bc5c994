package page

import (
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
)

// Frame is what every page needs around its own content. Each typed view
// embeds one, made by [Request.Frame].
type Frame struct {
	Words     *locale.Words
	Title     string // neutral: it stands in the browser's history
	Community string
	Name      string // of who is signed in; empty for a stranger
	Path      string
	Back      string // address of the page before, or empty
	Nonce     string // for the content security policy
	Style     string // address of the style sheet
	Script    string // address of the one script
	Icon      string // address of the icon
	Nav       []Place
	Flash     string // one sentence about what was just done
	Exit      string // where "exit this page" leads; empty for none
	Languages []LanguageLink
	Leave     Act    // signs out; none for a stranger
	Concern   string // where to raise a concern, from this page; empty for who may not
	Notice    ErrorSummary
	Unread    string // neutral: that something waits to be read, or empty
	Told      string // that somebody else did something about the reader's account, or empty
}

// Place is one entry of the navigation.
type Place struct {
	Path string
	Text string
	Here bool
}

func (f *Frame) frame() *Frame { return f }

// T is the message for the key, for templates: {{$.T "today.title"}}.
func (f Frame) T(key string, args ...any) string { return f.Words.T(key, args...) }

// Date is a day as it is spoken.
func (f Frame) Date(d civil.Date) string { return f.Words.Date(d) }

// Day is a day as it is spoken, without its year.
func (f Frame) Day(d civil.Date) string { return f.Words.Day(d) }

// Time is a time of day as it is spoken.
func (f Frame) Time(t civil.TimeOfDay) string { return f.Words.Time(t) }

// When is an instant as it is spoken in Britain.
func (f Frame) When(t time.Time) string { return f.Words.When(t) }

// SignedIn reports whether somebody is.
func (f Frame) SignedIn() bool { return f.Name != "" }

// Lang is the language's tag.
func (f Frame) Lang() string { return f.Words.Lang() }

// Dir is the direction in which the page is written.
func (f Frame) Dir() string { return f.Words.Dir() }

// SkipLink leads past the header.
func (f Frame) SkipLink() SkipLink { return SkipLink{Text: f.T("page.skip"), Href: "#main-content"} }

// Header shows the community's name.
func (f Frame) Header() Header { return Header{Text: f.Community, URL: "/"} }

// BackLink leads to the page before.
func (f Frame) BackLink() BackLink { return BackLink{Text: f.T("page.back"), Href: f.Back} }

// ExitThisPage is the button that leaves at once.
func (f Frame) ExitThisPage() ExitThisPage {
	return ExitThisPage{Text: f.T("page.exit"), URL: f.Exit}
}

// Footer is at the end of every page.
func (f Frame) Footer() Footer {
	out := Footer{Title: f.T("page.footer.title"), SignOut: f.Leave, Items: []FooterLink{
		{Href: "/crisis", Text: f.T("page.crisis")},
		{Href: "/privacy", Text: f.T("page.footer.privacy")},
	}}
	if f.SignedIn() {
		out.Items = append(out.Items, FooterLink{Href: "/devices", Text: f.T("page.footer.devices", "Name", f.Name)})
	} else {
		out.Items = append(out.Items, FooterLink{Href: "/sign-in", Text: f.T("page.footer.sign-in")})
	}
	return out
}

// Banner tells what was just done.
func (f Frame) Banner() NotificationBanner {
	return NotificationBanner{Title: f.T("page.done"), Text: f.Flash, Success: true}
}

// PageTitle is what the browser shows and remembers: the neutral title, said to
// have a problem when it has one.
func (f Frame) PageTitle() string {
	if len(f.Notice.Errors) > 0 {
		return f.T("page.title.problem", "Title", f.Title)
	}
	return f.Title
}
