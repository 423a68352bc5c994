package people

import (
	"context"
	"maps"
	"strconv"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
	"openmaf/internal/web/page"
)

var personPage = page.Declare[PersonView](files, "person.html", "agreement.html", "next.html")

// PersonView is what we know of one person: how to reach them and how they like
// it, what comes next, their story on one time-line, and what they agreed to.
type PersonView struct {
	page.Frame
	SeeLead     bool // see the safeguarding lead first; it does not say why
	Name        string
	About       string // pronouns, and that they are here because of somebody else
	Reach       Reach
	AccessNeeds string
	Speaks      string // their language, and whether they would like an interpreter
	Area        string
	Emergency   *EmergencyView
	Next        []NextStep
	WhenIn      []string    // to ask when they are next in
	More        page.Act    // one more way beside these
	Changed     page.Button // something has changed for them
	Agreed      []Agreement
	Moments     []Moment
	Older       page.Pagination
	Further     bool          // an older part of the time-line, by itself
	Self        string        // address of this page without its query
	Bar         []page.Button // what is done most
	Change      bool
	Message     bool // the reader may write to them, or be told why not
	Delete      bool
	Own         bool
	Questions   bool   // the reader may put some to them
	Hats        string // where it is said who may open the record
	Merge       bool
	KeptAway    string // and what the person is kept away from
	Died        bool   // the reader may say that they have died
	Dead        string // that they have, and that the record is kept as it is
}

// told is everything that the page tells, as it was read.
type told struct {
	link.Story
	consents []consent.Consent
	chats    map[string]chat.Chat // empty for whoever may not read their words
	titles   map[string]string    // of meetings
}

func (a *Area) person(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	before := beforeOf(r)
	t, err := a.tell(r, id, before)
	if err != nil {
		return nil, err
	}
	who := t.Person
	a.Reads.Saw(r.Actor().Scope, r.Actor().Account, who.ID, "person")
	v := PersonView{Frame: r.Frame("peoplepages.person.title"), Name: who.Name, Area: who.Area, AccessNeeds: who.AccessNeeds,
		About: aboutThem(r, who), Speaks: speaks(r, who), Emergency: emergencyOf(who),
		Self: "/people/" + who.ID, Further: before > 0, Moments: moments(r.Words(), t), SeeLead: who.SeeLead,
		Message: who.May(r.Actor(), access.MessageSend),
		Change:  who.May(r.Actor(), access.PersonWrite),
		Delete:  who.May(r.Actor(), access.PersonErase),
		Died:    who.May(r.Actor(), access.PersonDied),
		Merge:   who.May(r.Actor(), access.PersonMerge) && !who.Sealed,
	}
	if who.IsDead() {
		v.Dead = r.T("personpages.died.banner", "Name", who.FirstName(), "Day", r.Words().Date(who.Died))
	}
	v.Questions = who.May(r.Actor(), access.MeasureAsk)
	v.Own = who.May(r.Actor(), access.OwnViewWrite)
	v.Bar = bar(r, t)
	if who.May(r.Actor(), access.PersonSeal) {
		v.Hats = v.Self + "/hats"
	}
	if who.May(r.Actor(), access.ExclusionRead) {
		v.KeptAway = v.Self + "/kept-away"
	}
	v.Back = "/people"
	if access.ReachOf(r.Actor(), access.PersonRead) == access.Needed {
		v.Back = "/concerns"
	}
	if v.Further {
		v.Back = v.Self
	} else {
		v.Reach = reachOf(r, who, t.consents)
		v.Next = nextSteps(r, t)
		v.WhenIn = whenIn(r, t, v.Reach.NoContact)
		v.lookFurther(r, who)
		v.Agreed = agreements(r, who, t.consents)
	}
	v.Older = olderThan(r, t, v.Self)
	return personPage.Show(v), nil
}

// beforeOf is the entry before which the page's part of the time-line ends;
// anything else than a number is the newest part.
func beforeOf(r *page.Request) int64 {
	before, _ := strconv.ParseInt(r.Query("before"), 10, 64)
	return before
}

// olderThan leads to the part of the time-line before this one.
func olderThan(r *page.Request, t told, path string) page.Pagination {
	if t.Older == 0 {
		return page.Pagination{}
	}
	return page.Pagination{Label: r.T("peoplepages.person.pages"), Next: page.PageLink{
		Text: r.T("peoplepages.person.older"), Href: path + "?before=" + strconv.FormatInt(t.Older, 10)}}
}

// tell reads the page's parts for whoever asks for it.
func (a *Area) tell(r *page.Request, id string, before int64) (told, error) {
	return a.tellTo(r.HTTP().Context(), r.Actor(), id, before)
}

// tellTo reads the page's parts, each from the capability that keeps it, in at
// most eight queries.
func (a *Area) tellTo(ctx context.Context, actor access.Actor, id string, before int64) (t told, err error) {
	if t.Story, err = a.Links.Story(ctx, actor, id, before); err != nil {
		return t, err
	}
	who := t.Person
	err = a.DB.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if t.consents, err = consent.Of(tx, who.ID); err != nil {
			return err
		}
		words, err := who.Reads(tx, actor, access.ChatRead)
		if err != nil {
			return err
		}
		if words {
			if t.chats, err = chatsOf(tx, who.ID, t.Lines); err != nil {
				return err
			}
		}
		t.titles, err = a.titles(tx, t.meetings())
		return err
	})
	return t, err
}

// titles names the meetings: most hang on the board, and only the others, which
// were withdrawn, are read from the list.
func (a *Area) titles(tx *db.Tx, ids []string) (map[string]string, error) {
	board, titles := a.Board.Of(tx.Community()), map[string]string{}
	var gone []string
	for _, id := range ids {
		if m, ok := board.Meeting(id); ok {
			titles[id] = m.Title
		} else if id != "" {
			gone = append(gone, id)
		}
	}
	if len(gone) == 0 {
		return titles, nil
	}
	others, err := meeting.Titles(tx, gone...)
	maps.Copy(titles, others)
	return titles, err
}

// chatsOf reads the chats that the lines tell of.
func chatsOf(tx *db.Tx, personID string, lines []trail.Line) (map[string]chat.Chat, error) {
	var ids []string
	for _, line := range lines {
		if line.Event == trail.ConversationHeld {
			ids = append(ids, line.Subject.ID)
		}
	}
	list, err := chat.Some(tx, personID, ids...)
	byID := make(map[string]chat.Chat, len(list))
	for _, c := range list {
		byID[c.ID] = c
	}
	return byID, err
}

// meetings are all that the page names.
func (t told) meetings() (ids []string) {
	for _, l := range t.Links {
		ids = append(ids, l.Meeting)
	}
	for _, line := range t.Lines {
		ids = append(ids, line.Facts["meeting"])
	}
	return ids
}

// meetingOf names the meeting that an entry is about: its own, or that of its
// link.
func (t told) meetingOf(line trail.Line) string {
	if title, ok := t.titles[line.Facts["meeting"]]; ok {
		return title
	}
	l, _ := t.linkOf(line)
	return t.titles[l.Meeting]
}
