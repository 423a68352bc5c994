package people

import (
	"slices"
	"strconv"

	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

// asked is the link that the address names, for whoever asks how it was: they
// may read nothing else of it.
func (a *Area) asked(r *page.Request, with ...link.Part) (link.View, error) {
	id, err := r.ID("link")
	if err != nil {
		return link.View{}, err
	}
	l, err := a.Links.ToAsk(r.HTTP().Context(), r.Actor(), id, with...)
	if err == nil {
		r.About(l.Person.ID)
		a.Reads.Saw(r.Actor().Scope, r.Actor().Account, l.Person.ID, "check-in")
	}
	return l, err
}

// onlyAsks reports whether the reader has no more of a link than the asking.
func onlyAsks(r *page.Request) bool { return !access.May(r.Actor(), access.LinkRead) }

// home is the page to which the reader goes back from a link: the person's,
// where it is theirs to open, or the one with their own rows.
func home(r *page.Request, p person.Person) string {
	switch {
	case p.May(r.Actor(), access.PersonRead):
		return "/people/" + p.ID
	case access.May(r.Actor(), access.TodayRead):
		return "/today"
	}
	return "/outings"
}

// What can be answered to "who asks how it was?", beside the accounts of the
// team.
const (
	askKeeper    = "keeper"
	askCompanion = "companion" // whoever goes along
	askNobody    = "comes_by"
	askOther     = "other" // one of the team, who is chosen on the next page
)

// whoAsks is the question whom the person wants to be asked by: the keeper, the
// one who goes along where somebody does or may, nobody, or one of the others.
func whoAsks(r *page.Request, f *page.Form, l link.View, along bool, others ...page.Choice) page.Select {
	now := whoAsksNow(l)
	if now == l.Asker && !slices.ContainsFunc(others, func(c page.Choice) bool { return c.Value == now }) {
		others = append([]page.Choice{{Value: now, Text: l.AskerName}}, others...)
	}
	f.Preset("asker", now)
	keeper := r.T("waypages.asker.keeper")
	if l.Person.Keeper == r.Actor().Account {
		keeper = r.T("waypages.asker.me")
	}
	items := []page.Choice{{Value: askKeeper, Text: keeper}}
	if along {
		items = append(items, page.Choice{Value: askCompanion, Text: r.T("waypages.asker.companion")})
	}
	items = append(items, page.Choice{Value: askNobody, Text: r.T("waypages.asker.comes-by")})
	s := f.Select("asker", "waypages.asker", append(items, others...), "Name", l.Person.FirstName())
	s.Hint = r.T("waypages.asker.hint")
	return s
}

func colleagues(team []link.Asker, but string) (out []page.Choice) {
	for _, one := range team {
		if one.Account != but {
			out = append(out, page.Choice{Value: one.Account, Text: one.Name})
		}
	}
	return out
}

// whoAsksNow is the choice that holds.
func whoAsksNow(l link.View) string {
	switch {
	case l.ComesBy:
		return askNobody
	case l.Asker == "":
		return askKeeper
	case l.Plan != nil && l.Plan.Companion == l.Asker:
		return askCompanion
	}
	return l.Asker
}

// letAsk is the answer to whoAsks; nil where it stays as it is, or was not
// asked. Companion is who goes along.
func letAsk(f *page.Form, l link.View, companion string) []link.Event {
	e := link.LetAsk{}
	switch answer := f.Get("asker"); answer {
	case "", askOther:
		return nil
	case askKeeper:
	case askNobody:
		e.ComesBy = true
	case askCompanion:
		if companion == "" {
			f.Problem("asker", "waypages.asker.alone")
		}
		e.Account = companion
	default:
		e.Account = answer
	}
	if e.Account == l.Asker && e.ComesBy == l.ComesBy {
		return nil
	}
	return []link.Event{e}
}

// HandOver is the part of a page with which a colleague asks instead.
type HandOver struct {
	Form *page.Form // nil where it is not the reader's to hand over
	To   page.Select
	Give page.Button
	Back page.Act // takes it back
}

// handOver offers the row to the colleagues who could ask.
func (a *Area) handOver(r *page.Request, l link.View) (h HandOver, err error) {
	if !link.Can(l.State, link.VerbHandOver) || !access.May(r.Actor(), access.RowHandOver) {
		return h, nil
	}
	team, err := a.Links.Askers(r.Context(), r.Actor())
	if err != nil {
		return h, err
	}
	h.Form = r.FormAt("/links/" + l.ID + "/hand-over")
	items := []page.Choice{{Value: "", Text: r.T("waypages.hand-over.choose")}}
	for _, one := range team {
		if one.Account != l.Asker && (l.Asker != "" || one.Account != l.Person.Keeper) {
			items = append(items, page.Choice{Value: one.Account, Text: one.Name})
		}
	}
	h.To = h.Form.Select("to", "waypages.hand-over.to", items)
	h.Give = h.Form.Submit("waypages.hand-over.give")
	h.Give.Classes = quieter
	if l.HandedBy != "" && (l.HandedBy == r.Actor().Account || l.Asker == r.Actor().Account) {
		h.Back = r.Act("/links/"+l.ID+"/take-back", "waypages.hand-over.back", "version", strconv.Itoa(l.Version)).Secondary()
	}
	return h, nil
}

func (a *Area) giveRow(r *page.Request) (*page.Answer, error) {
	l, err := a.asked(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	to := f.Require("to", "waypages.hand-over.missing")
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Links.HandOver(r.Context(), r.Actor(), l.ID, to); err != nil {
		return nil, renamed(err, "asker", "to")
	}
	return page.See(orElse(fromHuddle(r), "/today")).Flash("waypages.hand-over.given"), nil
}

// fromHuddle is the morning meeting's page, where the button stood there.
func fromHuddle(r *page.Request) string {
	if r.Form().Get("from") == huddlePath {
		return huddlePath
	}
	return ""
}

func (a *Area) takeRowBack(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("link")
	if err != nil {
		return nil, err
	}
	if err := a.Links.TakeBack(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See(orElse(fromHuddle(r), "/links/"+id+"/check-in")).Flash("waypages.hand-over.taken-back"), nil
}

// letAskSave stores whom the person wants to be asked by, outside a plan.
func (a *Area) letAskSave(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r)
	if err != nil {
		return nil, err
	}
	f, companion := r.Form(), ""
	if l.Plan != nil {
		companion = l.Plan.Companion
	}
	events := letAsk(f, l, companion)
	if err := f.Err(); err != nil {
		return nil, err
	}
	if len(events) > 0 {
		if err := a.Links.Tell(r.Context(), r.Actor(), seen(f, l.ID), events...); err != nil {
			return nil, err
		}
	}
	return page.See("/links/" + l.ID).Flash("waypages.asker.saved"), nil
}

// toAsk are the people who let the reader ask, for a page that is no Today.
func (a *Area) toAsk(r *page.Request) (rows []TodayRow, err error) {
	due, err := a.Links.Asked(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	for _, d := range due {
		rows = append(rows, dueRow(r, d, firstName(d.Name)))
	}
	return rows, nil
}
