package concern

import (
	"openmaf/internal/people/concern"
	"openmaf/internal/platform/ident"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var raisePage = page.Declare[RaiseView](files, "raise.html", "danger.html")

// RaiseView is the form on which a concern is raised.
type RaiseView struct {
	page.Frame
	Form    *page.Form
	From    []page.ActField // where the raiser came from, as hidden fields
	Whose   string          // whose record it will be bound to, in words
	Answers Answering
	Saw     page.Textarea
	Thinks  page.Textarea
	About   page.Checkboxes
	Member  page.Select
	Who     page.Input
	Danger  page.Radios
	Done    page.Textarea
	Send    page.Button
}

// Answering says who reads concerns, and whom to ring.
type Answering struct {
	Readers string // names with their roles; empty for nobody
	Line    Line
}

// Line is a telephone number as it is written and as it is dialled.
type Line struct{ Name, Number, Dial, Hours string }

func (a *Area) raise(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	from := fromOf(r, f)
	if from.Person != "" {
		r.About(from.Person) // what is typed goes when they are erased
		f = r.Form()
	}
	v := RaiseView{Frame: r.Frame("concernpages.raise.title"), Form: f,
		Saw:    f.Textarea("saw", "concernpages.raise.saw"),
		Thinks: f.Textarea("thinks", "concernpages.raise.thinks"),
		Who:    f.Input("who", "concernpages.raise.who"),
		Danger: f.Radios("danger", "concernpages.raise.danger", choices(r, "concern.danger.", concern.Dangers)),
		Done:   f.Textarea("done", "concernpages.raise.done"),
		Send:   f.Submit("concernpages.raise.send"),
	}
	v.Saw.Hint = r.T("concernpages.raise.saw-hint")
	v.Thinks.Hint, v.Thinks.Rows = r.T("concernpages.raise.thinks-hint"), 3
	v.Who.Hint, v.Who.Autocomplete = r.T("concernpages.raise.who-hint"), "off"
	v.Danger.Hint = r.T("concernpages.raise.danger-hint")
	v.Done.Rows = 3
	if err := a.fill(r, f, from, &v); err != nil {
		return nil, err
	}
	return raisePage.Show(v), nil
}

// fill adds what has to be read: who answers, the team, whose record it is.
func (a *Area) fill(r *page.Request, f *page.Form, from concern.From, v *RaiseView) error {
	ctx := r.HTTP().Context()
	desk, err := a.concerns.Desk(ctx, r.Actor())
	if err != nil {
		return err
	}
	v.Answers = Answering{Readers: readersOf(r, desk.Readers), Line: lineOf(desk.Ring)}
	v.About = f.Checkboxes("about", "concernpages.raise.about", aboutChoices(r, desk))
	v.About.Hint = r.T("concernpages.raise.about-hint")
	v.Member = f.Select("member", "concernpages.raise.member", memberChoices(r, desk))
	v.Member.Hint = r.T("concernpages.raise.member-hint")
	bound, name, err := a.concerns.Whose(ctx, r.Actor(), from)
	switch {
	case err != nil || !bound:
		return err
	case name == "":
		v.Whose = r.T("concernpages.raise.whose-outing")
	default:
		v.Whose = r.T("concernpages.raise.whose", "Name", name)
	}
	for _, field := range []page.ActField{{Name: "person", Value: from.Person}, {Name: "chat", Value: from.Chat},
		{Name: "outing", Value: from.Outing}} {
		if field.Value != "" {
			v.From = append(v.From, field)
		}
	}
	return nil
}

// fromOf is where the raiser came from: by the address of a link, or by the
// form that it filled in.
func fromOf(r *page.Request, f *page.Form) concern.From {
	id := func(name string) string {
		for _, value := range []string{f.Get(name), r.Query(name)} {
			if ident.Valid(value) {
				return value
			}
		}
		return ""
	}
	return concern.From{Person: id("person"), Chat: id("chat"), Outing: id("outing")}
}

// aboutChoices are whom it can be about; the lead and the deputy by name.
func aboutChoices(r *page.Request, desk concern.Desk) []page.Choice {
	all := choices(r, "concern.about.", concern.Whoms)
	for i := range all {
		for _, member := range desk.Team {
			if (all[i].Value == string(concern.Lead) || all[i].Value == string(concern.Deputy)) && member.Has(access.Role(all[i].Value)) {
				all[i].Text += " (" + member.Name + ")"
			}
		}
	}
	return all
}

func memberChoices(r *page.Request, desk concern.Desk) []page.Choice {
	all := []page.Choice{{Text: r.T("concernpages.raise.member-none")}}
	for _, member := range desk.Team {
		if member.Account != r.Actor().Account {
			all = append(all, page.Choice{Value: member.Account, Text: member.Name})
		}
	}
	return all
}

func (a *Area) send(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	in := concern.Raising{ID: r.FormID(), Saw: f.Get("saw"), Thinks: f.Get("thinks"), Member: f.Get("member"), Who: f.Get("who"),
		From: fromOf(r, f), Danger: concern.Danger(f.Get("danger")), Done: f.Get("done")}
	for _, whom := range f.All("about") {
		in.About = append(in.About, concern.Whom(whom))
	}
	if err := a.concerns.Raise(r.Context(), r.Actor(), in); err != nil {
		return nil, err
	}
	return page.See(sentPath + "/" + in.ID), nil
}

// choices are the codes with their words.
func choices[T ~string](r *page.Request, prefix string, codes []T) []page.Choice {
	values := make([]string, len(codes))
	for i, c := range codes {
		values[i] = string(c)
	}
	return r.Choices(prefix, values...)
}
