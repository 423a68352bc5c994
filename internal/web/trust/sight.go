package trust

import (
	"maps"
	"slices"
	"strings"

	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

var sightPage = page.Declare[SightView](files, "sight.html")

// SightView answers "what can Sam see?": from the same table that decides it.
type SightView struct {
	page.Frame
	Heading string
	Now     string   // why they see nothing at present, or that they see nobody's record
	Pages   []string // what each of their pages shows
	Groups  []SightGroup
	Not     []string // what they cannot do, of what is about people
}

// SightGroup is what they can do about one matter.
type SightGroup struct {
	Heading string
	Lines   []SightLine
}

// SightLine is one action, how far it reaches, and by which of their roles.
type SightLine struct{ Does, Reach, As string }

// matters put the actions in the order of the page. What stands in none of
// them is told last, so that nothing is left out.
var matters = []struct {
	key     string
	actions []access.Action
}{
	{"people", []access.Action{access.TodayRead, access.PersonRead, access.ChatRead, access.PersonWrite, access.ConsentWrite,
		access.ChatWrite, access.LinkRead, access.LinkWrite, access.PlanWrite, access.CheckInWrite, access.FacetWrite,
		access.RowHandOver, access.OwnViewWrite, access.MessageSend, access.MessageRead, access.PersonErase, access.PersonMerge,
		access.PersonDied, access.PersonSeal, access.BreakGlass, access.GlassRead, access.ExclusionRead, access.ExclusionWrite,
		access.ReadsRead}},
	{"concerns", []access.Action{access.ConcernRaise, access.ConcernRead, access.ConcernWrite, access.ConcernSettings}},
	{"outings", []access.Action{access.OutingRead, access.OutingWrite, access.CapacityWrite, access.CompanionRead, access.CompanionClear,
		access.AlarmAnswer, access.TalkAnswer}},
	{"work", []access.Action{access.TallyWrite, access.GuestWrite, access.RingRead, access.RingWrite, access.ShiftRead,
		access.ShiftWrite, access.AskRead, access.AskWrite, access.AgencyWrite, access.NumbersRead}},
	{"meetings", []access.Action{access.MeetingRead, access.MeetingCheck, access.MeetingWrite, access.MeetingImport, access.PlaceImport}},
	{"team", []access.Action{access.AccountRead, access.AccountWrite, access.AccountElevated, access.AccountSecond, access.SightRead,
		access.CommunityWrite, access.PhraseWrite, access.MessageSettings}},
}

// everybodys are actions on one's own sign-in and drafts, which nobody asks about.
var everybodys = []access.Action{access.OwnSignIn, access.DraftWrite}

// others are the actions that stand in no matter.
func others() []access.Action {
	told := slices.Clone(everybodys)
	for _, m := range matters {
		told = append(told, m.actions...)
	}
	var rest []access.Action
	for _, act := range slices.Sorted(maps.Keys(access.Table)) {
		if !slices.Contains(told, act) {
			rest = append(rest, act)
		}
	}
	return rest
}

func (a *Area) sight(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("account")
	if err != nil {
		return nil, err
	}
	m, err := a.accounts.Sight(r.Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	v := SightView{Frame: r.Frame("sight.title"), Heading: r.T("sight.heading", "Name", m.Name), Now: now(r, m)}
	v.Back = "/team/" + id
	who := access.Actor{Account: m.ID, Roles: m.Roles}
	for _, d := range server.DefaultNav {
		if access.ReachOf(who, d.Action) > access.Needed {
			v.Pages = append(v.Pages, r.T("sight.page."+strings.ReplaceAll(strings.TrimPrefix(d.Path, "/"), "/", ".")))
		}
	}
	for _, matter := range matters {
		v.add(r, matter.key, sightOf(r, who, matter.actions))
	}
	v.add(r, "others", sightOf(r, who, others()))
	for _, act := range slices.Concat(matters[0].actions, matters[1].actions) {
		if !access.May(who, act) {
			v.Not = append(v.Not, r.T("sight.do."+string(act)))
		}
	}
	return sightPage.Show(v), nil
}

// now says what the state of the account makes of all this, and of roles that
// see nobody.
func now(r *page.Request, m account.Account) string {
	who := access.Actor{Roles: m.Roles}
	switch {
	case m.State != account.Active:
		return r.T("sight.not-in", "State", r.T("trustpages.state."+string(m.State)))
	case !access.May(who, access.PersonRead) && !access.May(who, access.OutingRead):
		return r.T("sight.nobody")
	}
	return ""
}

func (v *SightView) add(r *page.Request, key string, lines []SightLine) {
	if len(lines) > 0 {
		v.Groups = append(v.Groups, SightGroup{Heading: r.T("sight.matter." + key), Lines: lines})
	}
}

// sightOf words what the roles may do: the farthest reach, and whose roles give
// it.
func sightOf(r *page.Request, who access.Actor, actions []access.Action) (lines []SightLine) {
	for _, act := range actions {
		reach := access.ReachOf(who, act)
		if reach == access.Nothing {
			continue
		}
		var by []access.Role
		for _, role := range who.Roles {
			if access.Table[act][role] == reach {
				by = append(by, role)
			}
		}
		line := SightLine{Does: r.T("sight.do." + string(act)), Reach: r.T(reachKey(act, reach))}
		if len(who.Roles) > 1 {
			line.As = r.T("sight.as", "Role", roleWords(r, by))
		}
		lines = append(lines, line)
	}
	return lines
}

// reachKey is how far a reach goes in words: where an action has words of its
// own for that, those.
func reachKey(act access.Action, reach access.Reach) string {
	far := map[access.Reach]string{access.Needed: "needed", access.Own: "own", access.All: "all"}[reach]
	switch act {
	case access.ConcernRead, access.ConcernWrite:
		return "sight.reach.concern." + far
	case access.OutingRead, access.OutingWrite, access.CapacityWrite, access.ShiftWrite:
		return "sight.reach.outing." + far
	}
	for _, about := range [][]access.Action{matters[0].actions} {
		if slices.Contains(about, act) {
			return "sight.reach." + far
		}
	}
	return "sight.reach.yes." + far
}
