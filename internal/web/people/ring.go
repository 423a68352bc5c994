package people

import (
	"cmp"
	"slices"
	"strconv"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/ring"
	"openmaf/internal/platform/ident"
	"openmaf/internal/web/page"
)

var ringPage = page.Declare[RingView](files, "ring.html", "ring-members.html")

// RingView is the step right after a chat: a member is rung together, while
// the person is there.
type RingView struct {
	page.Frame
	Members []Fellows // of the groups that were talked about
	Others  []Fellows
	Form    *page.Form
	Link    string // where the way goes on
	Came    page.Checkboxes
	Save    page.Button
	Skip    string
}

// Fellows are the members of one fellowship who may be rung.
type Fellows struct {
	Name    string
	Members []Fellow
}

// Fellow is one of them.
type Fellow struct {
	ID, Name, Phone, Dial, When, TalksTo string
	Change                               Way      // only on the list's own page
	Off                                  page.Act // likewise
}

func ringPath(chatID, linkID string) string { return "/chats/" + chatID + "/ring?link=" + linkID }

func (a *Area) ring(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("chat")
	if err != nil {
		return nil, err
	}
	held, err := a.heldChat(r, id)
	if err != nil {
		return nil, err
	}
	members, err := a.Ring.List(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	r.About(held.Person)
	f := r.Form()
	v := RingView{Frame: r.Frame("chatpages.ring.title"), Form: f, Save: f.Submit("chatpages.ring.save"),
		Came: f.Checkboxes("outcome", "chatpages.ring.came", r.Choices("ring.outcome.", codes(ring.Outcomes)...))}
	v.Came.Hint = r.T("chatpages.ring.came-hint")
	v.Link = cmp.Or(f.Get("link"), r.Query("link"))
	v.Skip = afterRing(held, v.Link)
	for _, group := range fellows(r, members) {
		f, _ := meeting.FellowshipOf(group.Name)
		if len(held.Kinds) == 0 || slices.Contains(held.Kinds, f.Kind) {
			v.Members = append(v.Members, group)
		} else {
			v.Others = append(v.Others, group)
		}
	}
	return ringPage.Show(v), nil
}

// afterRing is where the way goes on: to the groups, or to the person.
func afterRing(held chat.Held, link string) string {
	if ident.Valid(link) {
		return "/links/" + link + "/options"
	}
	return "/people/" + held.Person
}

// fellows gathers members, who come by fellowship, under their names.
func fellows(r *page.Request, members []ring.Member) (groups []Fellows) {
	for _, m := range members {
		name := m.Fellowship
		if f, ok := meeting.FellowshipOf(name); ok {
			name = f.Name
		}
		if len(groups) == 0 || groups[len(groups)-1].Name != name {
			groups = append(groups, Fellows{Name: name})
		}
		one := Fellow{ID: m.ID, Name: m.Name, Phone: m.Phone, Dial: dial(m.Phone)}
		if m.Hours != "" {
			one.When = r.T("chatpages.ring.when", "Hours", m.Hours)
		}
		if m.Wish != ring.Wishes[0] {
			one.TalksTo = r.T("chatpages.ring.talks-to", "Who", r.T("ring.wish."+string(m.Wish)))
		}
		last := &groups[len(groups)-1]
		last.Members = append(last.Members, one)
	}
	return groups
}

// rang keeps what came of it, and goes on.
func (a *Area) rang(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("chat")
	if err != nil {
		return nil, err
	}
	held, err := a.heldChat(r, id)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	if err := a.Ring.Came(r.Context(), r.Actor(), id, chosen[ring.Outcome](f, "outcome")); err != nil {
		return nil, err
	}
	return page.See(afterRing(held, f.Get("link"))).Flash("chatpages.ring.saved"), nil
}

var ringListPage = page.Declare[RingListView](files, "ring-list.html", "ring-members.html")

// RingListView is the list itself, for those who keep it.
type RingListView struct {
	page.Frame
	Groups []Fellows
	Member MemberForm
}

// MemberForm is what the list says of one member.
type MemberForm struct {
	Form        *page.Form
	Fellowship  page.Select
	Name, Phone page.Input
	Hours       page.Input
	Wish        page.Radios
	Agreed      page.Checkboxes
	Version     int // of the member that is changed
	Save        page.Button
}

func memberForm(r *page.Request, f *page.Form, saveKey string) MemberForm {
	var all []page.Choice
	for _, one := range meeting.Fellowships {
		if !one.Under18s {
			all = append(all, page.Choice{Value: one.Code, Text: one.Name})
		}
	}
	m := MemberForm{Form: f, Fellowship: f.Select("fellowship", "chatpages.ring.fellowship", all),
		Name: f.Input("name", "chatpages.ring.name"), Phone: f.Input("phone", "chatpages.ring.phone"),
		Hours: f.Input("hours", "chatpages.ring.hours"), Save: f.Submit(saveKey),
		Wish:   f.Radios("wish", "chatpages.ring.wish", r.Choices("ring.wish.", codes(ring.Wishes)...)),
		Agreed: f.Checkboxes("agreed", "chatpages.ring.agreed", r.Choices("chatpages.ring.agreed.", "yes"))}
	m.Name.Autocomplete, m.Name.Spellcheck, m.Name.Capitalize = "off", "false", "words"
	m.Phone.Type, m.Phone.InputMode, m.Phone.Autocomplete = "tel", "tel", "off"
	m.Hours.Hint, m.Hours.Autocomplete = r.T("chatpages.ring.hours-hint"), "off"
	return m
}

func typedMember(f *page.Form) ring.Member {
	return ring.Member{Fellowship: f.Get("fellowship"), Name: f.Get("name"), Phone: f.Get("phone"), Hours: f.Get("hours"),
		Wish: ring.Wish(f.Get("wish"))}
}

const ringListPath = "/ring"

func (a *Area) ringList(r *page.Request) (*page.Answer, error) {
	members, err := a.Ring.List(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	v := RingListView{Frame: r.Frame("chatpages.ring.list-title"), Groups: fellows(r, members),
		Member: memberForm(r, r.FormAt(ringListPath).Preset("wish", string(ring.Wishes[0])), "chatpages.ring.put")}
	for g := range v.Groups {
		for i := range v.Groups[g].Members {
			m := &v.Groups[g].Members[i]
			m.Change = Way{r.T("chatpages.ring.change"), ringListPath + "/" + m.ID}
			m.Off = r.Act(m.Change.Href+"/withdraw", "chatpages.ring.off").Secondary()
		}
	}
	return ringListPage.Show(v), nil
}

func (a *Area) addMember(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	if !f.Has("agreed", "yes") {
		f.Problem("agreed", "ring.agreed")
	}
	m := typedMember(f)
	m.ID = r.FormID()
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Ring.Add(r.Context(), r.Actor(), m); err != nil {
		return nil, err
	}
	return page.See(ringListPath).Flash("chatpages.ring.changed"), nil
}

var memberPage = page.Declare[MemberView](files, "ring-member.html", "ring-members.html")

// MemberView changes what the list says of one member.
type MemberView struct {
	page.Frame
	Member MemberForm
	Off    page.Act
}

func (a *Area) member(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("ring")
	if err != nil {
		return nil, err
	}
	m, err := a.Ring.Get(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	f := r.Form().Preset("fellowship", m.Fellowship).Preset("name", m.Name).Preset("phone", m.Phone).
		Preset("hours", m.Hours).Preset("wish", string(m.Wish))
	v := MemberView{Frame: r.Frame("chatpages.ring.list-title"), Member: memberForm(r, f, "chatpages.ring.change-save"),
		Off: r.Act(r.Path()+"/withdraw", "chatpages.ring.off").Secondary()}
	v.Member.Version, v.Back = m.Version, ringListPath
	return memberPage.Show(v), nil
}

func (a *Area) changeMember(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("ring")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	m := typedMember(f)
	m.ID = id
	m.Version, _ = strconv.Atoi(f.Get("version")) // anything else is a version that is not there
	if err := a.Ring.Change(r.Context(), r.Actor(), m); err != nil {
		return nil, err
	}
	return page.See(ringListPath).Flash("chatpages.ring.changed"), nil
}

func (a *Area) withdrawMember(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("ring")
	if err != nil {
		return nil, err
	}
	if err := a.Ring.Withdraw(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See(ringListPath).Flash("chatpages.ring.is-off"), nil
}
