package trust

import (
	"net/url"
	"strings"

	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/web/page"
)

var (
	teamPage   = page.Declare[TeamView](files, "team.html")
	invitePage = page.Declare[InviteView](files, "invite.html")
	handPage   = page.Declare[HandView](files, "hand.html")
)

// TeamView lists the people who work here.
type TeamView struct {
	page.Frame
	Members []MemberRow
	Invite  string // where to invite somebody, for who may
	Links   bool   // the reader may agree to links that wait for a second person
	Staffed string // where to set the number that somebody answers, for who may
	More    page.Pagination
}

// MemberRow is one of them.
type MemberRow struct {
	Name, Href, Roles string
	State             string // in words, when they cannot sign in now
}

func (a *Area) team(r *page.Request) (*page.Answer, error) {
	members, err := a.accounts.List(r.Context(), r.Actor(), account.ParseCursor(r.Query("after")))
	if err != nil {
		return nil, err
	}
	v := TeamView{Frame: r.Frame("trustpages.team.title"), Links: access.May(r.Actor(), access.AccountSecond)}
	for _, m := range members.Accounts {
		row := MemberRow{Name: m.Name, Href: "/team/" + m.ID, Roles: roleWords(r, m.Roles)}
		if m.State != account.Active {
			row.State = r.T("trustpages.state." + string(m.State))
		}
		v.Members = append(v.Members, row)
	}
	if !members.Next.IsZero() {
		v.More = page.Pagination{Label: r.T("trustpages.team.pages"), Next: page.PageLink{
			Text: r.T("trustpages.team.more"), Href: "/team?after=" + url.QueryEscape(members.Next.String())}}
	}
	if access.May(r.Actor(), access.AccountWrite) {
		v.Invite = "/team/invite"
	}
	if access.May(r.Actor(), access.CommunityWrite) {
		v.Staffed = communityPath
	}
	return teamPage.Show(v), nil
}

// roleWords are the roles as a person reads them.
func roleWords(r *page.Request, roles []access.Role) string {
	words := make([]string, len(roles))
	for i, role := range roles {
		words[i] = r.T("trustpages.role." + string(role))
	}
	return strings.Join(words, ", ")
}

// InviteView asks who is to be invited, and for what.
type InviteView struct {
	page.Frame
	Form   *page.Form
	Name   page.Input
	SignIn page.Input
	Roles  page.Checkboxes
	Send   page.Button
}

func (a *Area) invite(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	v := InviteView{Frame: r.Frame("trustpages.invite.title"), Form: f,
		Name:   f.Input("name", "trustpages.invite.name"),
		SignIn: f.Input("sign_in_name", "trustpages.invite.sign-in-name"),
		Roles:  rolesField(r, f),
		Send:   f.Submit("trustpages.invite.send"),
	}
	v.Name.Hint = r.T("trustpages.invite.name-hint")
	v.Name.Autocomplete = "off"
	v.SignIn.Hint = r.T("trustpages.invite.sign-in-name-hint")
	v.SignIn.Autocomplete, v.SignIn.Spellcheck, v.SignIn.Capitalize = "off", "false", "none"
	v.Back = "/team"
	return invitePage.Show(v), nil
}

// rolesField offers the roles that the reader may give.
func rolesField(r *page.Request, f *page.Form) page.Checkboxes {
	var choices []page.Choice
	for _, role := range access.Roles {
		if account.MayGive(r.Actor(), role) {
			choices = append(choices, page.Choice{Value: string(role), Text: r.T("trustpages.role." + string(role)),
				Hint: r.T("trustpages.role-hint." + string(role))})
		}
	}
	return f.Checkboxes("roles", "trustpages.roles", choices)
}

func rolesOf(f *page.Form) []access.Role {
	var roles []access.Role
	for _, value := range f.All("roles") {
		roles = append(roles, access.Role(value))
	}
	return roles
}

func (a *Area) sendInvite(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	if err := a.proved(r, account.Elevated(rolesOf(f))); err != nil {
		return nil, err
	}
	link, err := a.accounts.Invite(r.Context(), r.Actor(), account.Invitation{
		Name: f.Get("name"), SignInName: f.Get("sign_in_name"), Roles: rolesOf(f)})
	if err != nil {
		return nil, err
	}
	if db.Repeated(r.Context()) { // the page was loaded again: the link was shown then
		return page.See("/team").Flash("trustpages.hand.shown"), nil
	}
	return hand(r, link), nil
}

// HandView shows a one-time link, to be handed over: copied, or printed.
type HandView struct {
	page.Frame
	Heading string
	Link    string
	Until   string
	Waits   bool   // for a second person
	Member  string // address of whose it is
}

// hand answers with the link itself, and not with a way on to it: it is shown
// this once.
func hand(r *page.Request, l account.Link) *page.Answer {
	path, heading := "/sign-in/", "trustpages.hand.sign-in"
	if l.Purpose == account.ToJoin {
		path, heading = "/welcome/", "trustpages.hand.join"
	}
	scheme := "http://"
	if r.Secure() {
		scheme = "https://"
	}
	return handPage.Show(HandView{Frame: r.Frame("trustpages.hand.title"),
		Heading: r.T(heading, "Name", l.Account.Name), Link: scheme + r.HTTP().Host + path + l.Token,
		Until: r.T("trustpages.hand.until", "When", r.Words().When(l.Expires)), Waits: l.Waits, Member: "/team/" + l.Account.ID})
}
