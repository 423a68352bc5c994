package trust

import (
	"context"
	"math"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/web/page"
)

var memberPage = page.Declare[MemberView](files, "member.html")

// MemberView is one of the team, and what the reader may do about them.
type MemberView struct {
	page.Frame
	Heading string
	Facts   page.SummaryList
	Self    bool
	Cleared *Cleared   // nil when they do not go along with people
	Form    *page.Form // nil when the reader may change nothing
	Roles   page.Checkboxes
	Save    page.Button
	Links   []page.Act
	Rest    *page.Act // the beginning of a rest, or its end
	Resting bool
	Leave   *page.Act
	Sight   string    // where it says what they can see, for who may ask
	Locked  string    // that too many wrong passwords were typed, and for how long
	Lift    *page.Act // and the end of that
	SignOut *page.Act // ends all their sign-ins
}

func (a *Area) member(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("account")
	if err != nil {
		return nil, err
	}
	m, err := a.accounts.Get(r.Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	v := MemberView{Frame: r.Frame("trustpages.team.title"), Heading: m.Name, Facts: facts(r, m), Self: id == r.Actor().Account}
	v.Back = "/team"
	if v.Cleared, err = a.cleared(r, m); err != nil {
		return nil, err
	}
	if account.MayChange(r.Actor(), m) {
		v.change(r, m)
		v.lockedOut(r, m, a.desk.LockedOut(r.Actor(), m))
	}
	if access.May(r.Actor(), access.SightRead) {
		v.Sight = "/team/" + id + "/sight"
	}
	return memberPage.Show(v), nil
}

func facts(r *page.Request, m account.Account) page.SummaryList {
	row := func(key, value string) page.SummaryRow {
		if value == "" {
			value = r.T("trustpages.member.none")
		}
		return page.SummaryRow{Key: r.T("trustpages.member." + key), Value: value}
	}
	joined := ""
	if !m.Joined.IsZero() {
		joined = r.Words().Date(civil.DateOf(m.Joined))
	}
	way := "trustpages.member.way.link"
	if m.HasPassword {
		way = "trustpages.member.way.password"
	}
	return page.SummaryList{Rows: []page.SummaryRow{
		row("roles", roleWords(r, m.Roles)), row("state", r.T("trustpages.state."+string(m.State))),
		row("sign-in-name", m.SignInName), row("way", r.T(way)), row("joined", joined),
	}}
}

// change fills in what can be done about the member, as far as it makes sense
// in the state they are in.
func (v *MemberView) change(r *page.Request, m account.Account) {
	at := "/team/" + m.ID
	held := make([]string, len(m.Roles))
	for i, role := range m.Roles {
		held[i] = string(role)
	}
	v.Form = r.FormAt(at+"/roles").Preset("roles", held...)
	v.Roles = rolesField(r, v.Form)
	v.Save = v.Form.Submit("trustpages.member.save")
	v.Resting = m.State == account.Paused
	rest := r.Act(at+"/state", "trustpages.member.pause", "state", "pause").Secondary()
	if v.Resting {
		rest = r.Act(at+"/state", "trustpages.member.resume", "state", "resume").Secondary()
	} else {
		v.Links = links(r, at, m)
	}
	if m.State == account.Active {
		out := r.Act(at+"/sign-out", "trustpages.member.sign-out").Secondary()
		v.SignOut = &out
	}
	leave := r.Act(at+"/state", "trustpages.member.leave", "state", "leave").Secondary()
	v.Rest, v.Leave = &rest, &leave
}

// lockedOut says how long the member waits after too many wrong passwords.
func (v *MemberView) lockedOut(r *page.Request, m account.Account, wait time.Duration) {
	if wait <= 0 {
		return
	}
	v.Locked = r.T("trustpages.member.locked", "Count", int(math.Ceil(wait.Minutes())))
	lift := r.Act("/team/"+m.ID+"/lift", "trustpages.member.lift").Secondary()
	v.Lift = &lift
}

// links are the one-time links that can be made for the member now.
func links(r *page.Request, at string, m account.Account) []page.Act {
	signIn := r.Act(at+"/link", "trustpages.member.link.sign-in", "purpose", string(account.ToSignIn)).Secondary()
	join := "trustpages.member.link.password"
	if m.State == account.Invited {
		join = "trustpages.member.link.invite"
	}
	return []page.Act{signIn, r.Act(at+"/link", join, "purpose", string(account.ToJoin)).Secondary()}
}

func (a *Area) setRoles(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("account")
	if err != nil {
		return nil, err
	}
	roles := rolesOf(r.Form())
	if err := a.proved(r, account.Elevated(roles)); err != nil {
		return nil, err
	}
	if err := a.provedFor(r, id); err != nil {
		return nil, err
	}
	if err := a.accounts.SetRoles(r.Context(), r.Actor(), id, roles); err != nil {
		return nil, err
	}
	return page.See("/team/" + id).Flash("trustpages.member.saved"), nil
}

func (a *Area) makeLink(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("account")
	if err != nil {
		return nil, err
	}
	purpose := account.Purpose(r.Form().Get("purpose"))
	if purpose != account.ToJoin && purpose != account.ToSignIn {
		return nil, fault.New(fault.Missing, "record.missing")
	}
	if err := a.provedFor(r, id); err != nil {
		return nil, err
	}
	link, err := a.accounts.MakeLink(r.Context(), r.Actor(), id, purpose)
	if err != nil {
		return nil, err
	}
	if db.Repeated(r.Context()) {
		return page.See("/team/" + id).Flash("trustpages.hand.shown"), nil
	}
	return hand(r, link), nil
}

// lift ends a lock-out. It counts no form: pressing twice lifts twice.
func (a *Area) lift(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("account")
	if err != nil {
		return nil, err
	}
	if err := a.desk.Lift(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See("/team/" + id).Flash("trustpages.member.lifted"), nil
}

// signOutMember ends all of somebody else's sign-ins.
func (a *Area) signOutMember(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("account")
	if err != nil {
		return nil, err
	}
	if err := a.accounts.EndSignIns(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See("/team/" + id).Flash("trustpages.member.signed-out"), nil
}

func (a *Area) setState(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("account")
	if err != nil {
		return nil, err
	}
	moves := map[string]func(context.Context, access.Actor, string) error{
		"pause": a.accounts.Pause, "resume": a.accounts.Resume, "leave": a.accounts.Leave,
	}
	word := r.Form().Get("state")
	move, known := moves[word]
	if !known {
		return nil, fault.New(fault.Missing, "record.missing")
	}
	if err := move(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See("/team/" + id).Flash("trustpages.member.done-" + word), nil
}
