package trust

import (
	"net/http"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/signin"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

var signInPage = page.Declare[SignInView](files, "signin.html")

// SignInView asks for name and password; to who is signed in it offers the way
// out.
type SignInView struct {
	page.Frame
	Form     *page.Form
	Keeps    bool // a form waits and will be there again
	SignIn   page.Input
	Password page.Input
	Enter    page.Button
	Prove    string // why to sign in once more
	Home     string // of who is signed in already
	Leave    page.Act
}

// SignIn is the sign-in page, which the server also shows in place of a form
// that was sent without a sign-in.
func (a *Area) SignIn(r *page.Request) (*page.Answer, error) {
	if err := guarded(r); err != nil {
		return nil, err
	}
	f := r.FormAt(server.SignInPath)
	v := SignInView{Frame: r.Frame("trustpages.sign-in.title"), Form: f, Keeps: r.Keeps(),
		SignIn:   f.Input("sign_in_name", "trustpages.sign-in.name"),
		Password: f.Password("password", "trustpages.password"),
		Enter:    f.Submit("trustpages.sign-in.enter"),
	}
	v.SignIn.Autocomplete, v.SignIn.Spellcheck, v.SignIn.Capitalize = "username", "false", "none"
	v.Password.Autocomplete = "current-password"
	switch {
	case r.SignedIn() && r.Keeps():
		v.Prove = r.T("signin.prove")
	case r.SignedIn():
		v.Home = homeOf(r.Actor())
		v.Leave = r.Act("/sign-out", "trustpages.sign-out")
	}
	return signInPage.Show(v), nil
}

func (a *Area) enter(r *page.Request) (*page.Answer, error) {
	if err := guarded(r); err != nil {
		return nil, err
	}
	f := r.Form()
	// Not r.Context(): see package doc.
	ticket, err := a.desk.WithPassword(r.HTTP().Context(), r.Actor().Scope, visit(r), f.Get("sign_in_name"), password(f))
	if err != nil {
		return nil, err
	}
	return let(r, ticket), nil
}

// password is the field as it was typed: spaces at its ends belong to it.
func password(f *page.Form) string {
	if all := f.All("password"); len(all) > 0 {
		return all[0]
	}
	return ""
}

func (a *Area) signOut(r *page.Request) (*page.Answer, error) {
	gone, err := a.Leave(r)
	if err != nil {
		return nil, err
	}
	return page.See(server.SignInPath).Flash("trustpages.signed-out").Cookie(gone), nil
}

// Leave ends the sign-in of this browser, and gives the cookie that makes it
// forget: before the device is put into somebody else's hands.
func (a *Area) Leave(r *page.Request) (*http.Cookie, error) {
	return drop(r), a.desk.SignOut(r.HTTP().Context(), r.Actor().Scope, tokenOf(r.HTTP()))
}

// visit is what the browser brings to the desk.
func visit(r *page.Request) signin.Visit {
	return signin.Visit{Address: r.Client(), Device: r.HTTP().UserAgent(), Token: tokenOf(r.HTTP())}
}

// let answers a sign-in that was made.
func let(r *page.Request, t signin.Ticket) *page.Answer {
	return r.SignedInAs(t.Actor, homeOf(t.Actor)).Cookie(keep(r, t))
}

// homeOf is the page where the actor's work begins.
func homeOf(actor access.Actor) string {
	for _, place := range []page.Destination{
		{Path: "/today", Action: access.TodayRead},
		{Path: "/concerns", Action: access.ConcernRead},
		{Path: "/outings", Action: access.OutingRead},
		{Path: "/team", Action: access.AccountRead},
		{Path: "/numbers", Action: access.NumbersRead},
		{Path: "/meetings", Action: access.MeetingRead},
	} {
		if access.ReachOf(actor, place.Action) > access.Needed {
			return place.Path
		}
	}
	return "/"
}
