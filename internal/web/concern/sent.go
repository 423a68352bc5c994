package concern

import (
	"strings"

	"openmaf/internal/people/concern"
	"openmaf/internal/web/page"
)

var (
	sentPage = page.Declare[SentView](files, "sent.html", "danger.html")
	allPage  = page.Declare[AllSentView](files, "allsent.html")
)

// SentView is all that the raiser of a concern sees of it afterwards.
type SentView struct {
	page.Frame
	Raised  string
	Answers Answering
	Outside Line
	Says    []string // who reads it and by when, or who read it
	Urgent  bool
	Late    bool // nobody has read it, and nobody should wait any longer
	Nobody  bool // nobody here is the right one to read it
}

func (a *Area) sent(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("concern")
	if err != nil {
		return nil, err
	}
	sent, err := a.concerns.Sent(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	v := SentView{Frame: r.Frame("concernpages.sent.title"), Urgent: sent.Urgent && sent.ReadBy == "",
		Raised:  r.T("concernpages.sent.raised", "When", r.Words().When(sent.Raised)),
		Answers: Answering{Readers: readersOf(r, sent.Readers), Line: lineOf(sent.Ring)}, Outside: outsideOf(r, sent.Ring),
		Nobody: sent.ReadBy == "" && len(sent.Readers) == 0,
		Late:   sent.ReadBy == "" && !r.Now().Before(sent.Late)}
	v.Says = says(r, sent)
	v.Back = sentPath
	return sentPage.Show(v), nil
}

// says is who reads it, and by when.
func says(r *page.Request, sent concern.Sent) []string {
	switch {
	case sent.ReadBy != "":
		return []string{r.T("concernpages.sent.read", "Name", sent.ReadBy, "When", r.Words().When(sent.Read))}
	case len(sent.Readers) == 0:
		return []string{r.T("concernpages.sent.nobody")}
	}
	first := sent.Readers[0]
	lines := []string{r.T("concernpages.sent.will-read", "Name", first.Name, "Role", r.T("concern.role."+first.Role),
		"When", r.Words().When(sent.By))}
	for _, next := range sent.Readers[1:] {
		if next.Role != first.Role {
			return append(lines, r.T("concernpages.sent.then", "Name", next.Name, "Role", r.T("concern.role."+next.Role)))
		}
	}
	return lines
}

// AllSentView lists what the reader raised, and what became of it.
type AllSentView struct {
	page.Frame
	Sent []SentRow
}

// SentRow is one of them.
type SentRow struct{ Raised, Href, Says string }

func (a *Area) allSent(r *page.Request) (*page.Answer, error) {
	all, err := a.concerns.AllSent(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	v := AllSentView{Frame: r.Frame("concernpages.sent.all")}
	for _, sent := range all {
		row := SentRow{Raised: r.T("concernpages.sent.raised", "When", r.Words().When(sent.Raised)), Href: sentPath + "/" + sent.ID,
			Says: r.T("concernpages.sent.unread")}
		if sent.ReadBy != "" {
			row.Says = r.T("concernpages.sent.read", "Name", sent.ReadBy, "When", r.Words().When(sent.Read))
		}
		v.Sent = append(v.Sent, row)
	}
	return allPage.Show(v), nil
}

// readersOf names the readers with their roles, in one line.
func readersOf(r *page.Request, readers []concern.Reader) string {
	names := make([]string, len(readers))
	for i, reader := range readers {
		names[i] = r.T("concernpages.reader", "Name", reader.Name, "Role", r.T("concern.role."+reader.Role))
	}
	return strings.Join(names, "; ")
}

func lineOf(s concern.Settings) Line {
	return Line{Number: s.Number, Dial: dial(s.Number), Hours: s.Hours}
}

// outsideOf is who is asked outside; every community has somebody, whether or
// not their number is set here.
func outsideOf(r *page.Request, s concern.Settings) Line {
	l := Line{Name: s.OutsideName, Number: s.OutsideNumber, Dial: dial(s.OutsideNumber)}
	if l.Name == "" {
		l.Name = r.T("concernpages.outside")
	}
	return l
}

// dial is a number as a telephone takes it.
func dial(number string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c == '+' {
			return c
		}
		return -1
	}, number)
}
