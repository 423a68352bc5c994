package page

// Button sends a form, or leads somewhere when it has an address.
type Button struct {
	ID, Text, Classes, Name, Value, Href string
	Type                                 string // "submit" when empty
	FormAction                           string // sends the form elsewhere, without checking it
	Once                                 bool   // a second press within a second is ignored
	Disabled                             bool
}

// Kind is the button's type.
func (b Button) Kind() string {
	if b.Type == "" {
		return "submit"
	}
	return b.Type
}

// BackLink leads to the page before.
type BackLink struct{ Text, Href, Classes string }

// SkipLink leads past the header.
type SkipLink struct{ Text, Href, Classes string }

// Tag is a short word about a state. No person wears one.
type Tag struct{ Text, Classes string }

// InsetText sets a few words apart.
type InsetText struct{ ID, Text, Classes string }

// WarningText is for what matters most on the page.
type WarningText struct {
	Prefix  string // read out before it: "Important"
	Text    string
	Classes string
}

// Details is a question whose answer opens.
type Details struct {
	ID, Summary, Text, Classes string
	Open                       bool
}

// Panel confirms what was done.
type Panel struct {
	Title, Text, Classes string
	Level                int // of its heading, 1 when zero
}

// NotificationBanner tells of something beside the page's own matter.
type NotificationBanner struct {
	ID, Title, Text, Classes, Role string
	Success                        bool
}

// TitleID is the id of its heading.
func (n NotificationBanner) TitleID() string {
	if n.ID != "" {
		return n.ID
	}
	return "govuk-notification-banner-title"
}

// Kind is its role: what was just done is told at once, other things wait.
func (n NotificationBanner) Kind() string {
	switch {
	case n.Role != "":
		return n.Role
	case n.Success:
		return "alert"
	}
	return "region"
}

// ErrorSummary lists what is wrong, each line leading to its field.
type ErrorSummary struct {
	Title, Description, Classes string
	Errors                      []SummaryError
}

// SummaryError is one line of an error summary.
type SummaryError struct {
	Text, To string

	field   string
	anchors map[string]string
}

// Href leads to the field's element; it is asked for when the page is rendered
// and every field is known.
func (e SummaryError) Href() string {
	if e.To != "" {
		return e.To
	}
	if id, ok := e.anchors[e.field]; ok {
		return "#" + id
	}
	return ""
}

// ExitThisPage is a button that leaves at once and cleans up behind.
type ExitThisPage struct{ ID, Text, URL, Classes string }

// Header is the plain one, without a crown or a crest.
type Header struct{ Text, URL, Classes string }

// Footer is at the end of every page.
type Footer struct {
	Title   string // read out before its links
	Items   []FooterLink
	SignOut Act // for who is signed in: one press from every page
}

// FooterLink is one link of the footer.
type FooterLink struct{ Text, Href string }
