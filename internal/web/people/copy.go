package people

import (
	"cmp"
	"context"
	"strings"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/course"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

// Line is one field of a record in words.
type Line struct{ Name, Text string }

// kept is everything that stands in the person's own fields; what is empty is
// left out.
func kept(w *locale.Words, p person.Person) []Line {
	var out []Line
	for _, l := range []Line{
		{"name", p.Name}, {"pronouns", p.Pronouns}, {"area", p.Area}, {"phone", p.Phone}, {"email", p.Email},
		{"contact", w.T("person.contact." + string(p.Contact.How))}, {"contact_when", p.Contact.When}, {"contact_as", p.Contact.As},
		{"may_say", p.Contact.Say}, {"access_needs", p.AccessNeeds},
		{"emergency", strings.TrimSpace(p.Emergency.Name + " " + p.Emergency.Phone)},
	} {
		if l.Text != "" {
			out = append(out, Line{w.T("ownview.field." + l.Name), l.Text})
		}
	}
	return out
}

// answered is what the person said to each question that was read out.
func answered(w *locale.Words, held []consent.Consent) []Line {
	out := make([]Line, len(held))
	for i, c := range held {
		answer := "consent.refused"
		if c.Given {
			answer = "consent.given"
		}
		out[i] = Line{w.T("consent.name." + string(c.Purpose)), w.T(answer)}
	}
	return out
}

// mostPages bounds a copy: 25 entries each.
const mostPages = 400

// copyOf is everything that is written about the person, as plain text that
// any machine can read and print.
func (a *Area) copyOf(r *page.Request, actor access.Actor, id string) (string, error) {
	w := r.Words()
	var b strings.Builder
	heading := func(key string) { b.WriteString("\n" + strings.ToUpper(w.T(key)) + "\n\n") }
	part := func(key string, lines []Line) {
		if len(lines) > 0 {
			heading(key)
			writeLines(&b, lines)
		}
	}
	var before int64
	var who person.Person
	for range mostPages {
		t, err := a.tellTo(r.HTTP().Context(), actor, id, before)
		if err != nil {
			return "", err
		}
		if before == 0 {
			who = t.Person
			b.WriteString(w.T("ownview.copy.head", "Community", r.Frame("own.title").Community, "When", w.When(r.Now())) + "\n")
			heading("ownview.kept")
			writeLines(&b, kept(w, t.Person))
			said, err := a.People.Said(r.HTTP().Context(), actor, id)
			if err != nil {
				return "", err
			}
			writeLines(&b, saidOf(w, said))
			heading("ownview.agreed")
			writeLines(&b, answered(w, t.consents))
			heading("ownview.happened")
		}
		for _, m := range moments(w, t) {
			writeMoment(&b, w, m)
		}
		if before = t.Older; before == 0 {
			break
		}
	}
	said, err := a.answers(r, actor, who)
	if err != nil {
		return "", err
	}
	part("ownview.answers", said)
	notes, err := a.notesOn(r.HTTP().Context(), actor, id)
	if err != nil {
		return "", err
	}
	part("ownview.courses", notes)
	b.WriteString("\n" + w.T("ownview.copy.not-here") + "\n")
	return b.String(), nil
}

// answers are what the person answered when they were asked, each under the
// title and the day of the questions; nothing for who may not read them.
func (a *Area) answers(r *page.Request, actor access.Actor, p person.Person) (out []Line, err error) {
	if !p.May(actor, access.MeasureRead) {
		return nil, nil
	}
	all, err := a.Questions.Answered(r.HTTP().Context(), actor, p.ID)
	for _, f := range all {
		out = append(out, Line{f.Questions.Title, r.Words().Date(civil.DateOf(f.Ask.Finished))})
		for _, t := range f.Told() {
			out = append(out, Line{"  " + t.Question, cmp.Or(t.Answer, r.T("answering.no"))})
		}
	}
	return out, err
}

// notesOn are the notes that were written on the person at sessions of courses,
// whose record was opened for the actor before.
func (a *Area) notesOn(ctx context.Context, actor access.Actor, id string) (out []Line, err error) {
	err = a.DB.View(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.PersonRead, id)
		if err != nil {
			return err
		}
		notes, err := course.NotesOn(tx, p.ID)
		for _, n := range notes {
			out = append(out, Line{n.Course + ", " + n.On.String(), n.Words})
		}
		return err
	})
	return out, err
}

func writeLines(b *strings.Builder, lines []Line) {
	for _, l := range lines {
		b.WriteString(l.Name + ": " + l.Text + "\n")
	}
}

func writeMoment(b *strings.Builder, w *locale.Words, m Moment) {
	b.WriteString(m.When + "\n")
	for _, line := range m.Lines {
		text := "  " + line.Text
		if line.Note != "" {
			text += " (" + line.Note + ")"
		}
		b.WriteString(text + "\n")
		for _, more := range saidLines(w, line) {
			b.WriteString("    " + more + "\n")
		}
	}
}

// saidLines are the words behind an entry.
func saidLines(w *locale.Words, line Told) []string {
	var out []string
	if s := line.Said; s != nil {
		for _, l := range []struct{ key, gap, text string }{
			{"peoplepages.said.worries", "List", s.Worries}, {"peoplepages.said.hopes", "List", s.Hopes},
			{"peoplepages.said.before", "Answer", s.Before}, {"peoplepages.said.company", "Answer", s.Company},
		} {
			if l.text != "" {
				out = append(out, w.T(l.key, l.gap, l.text))
			}
		}
		for _, words := range []string{s.HelpWith, s.NextStep} {
			if words != "" {
				out = append(out, "“"+words+"”")
			}
		}
	}
	if h := line.How; h != nil {
		out = append(out, h.Lines...)
		if h.Words != "" {
			out = append(out, "“"+h.Words+"”")
		}
	}
	return out
}
