package asking

import (
	"context"
	"slices"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/access"
)

// Change is what somebody answered to one measure the first time and the latest
// time; the two are the same where they answered once. [Span] is of one question.
type Change struct {
	First, Latest Form
	Questions     *measure.Questionnaire // in the person's language of now
}

// Span are the first and the latest answers to a question, by whatever measure it
// was asked in the same words: what is asked of a month comes again at six
// months. They are empty where none of the measures asks it.
func Span(all []Change, question *measure.Item) (first, latest Form) {
	for _, c := range all {
		for _, f := range []Form{c.First, c.Latest} {
			if !f.asks(question) {
				continue
			}
			if first.Definition == nil || f.Ask.Finished.Before(first.Ask.Finished) {
				first = f
			}
			if latest.Definition == nil || f.Ask.Finished.After(latest.Ask.Finished) {
				latest = f
			}
		}
	}
	return first, latest
}

// asks reports whether the question was asked, in the words and with the answers
// that it has in English.
func (p Form) asks(question *measure.Item) bool {
	own, ok := p.Definition.Questionnaire.Question(question.LinkID)
	return ok && own.Text == question.Text && own.Type == question.Type &&
		slices.EqualFunc(own.Options, question.Options, func(a, b measure.Option) bool {
			return a.Coding.Code == b.Coding.Code && a.Coding.Display == b.Coding.Display
		})
}

// On is the day on which the answers were finished.
func (p Form) On() civil.Date { return civil.DateOf(p.Ask.Finished) }

// mostRemembered is how many sets of answers are looked through.
const mostRemembered = 100

// Changes are what the person answered, measure by measure, for themself or for
// who may read it. Versions of a measure are different measures here, for other
// words ask something else.
func (s *Store) Changes(ctx context.Context, actor access.Actor, personID string) (all []Change, who person.Person, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if who, err = person.Open(tx, actor, access.MeasureRead, personID); err != nil {
			return err
		}
		asks, err := finished(tx, who, mostRemembered)
		if err != nil {
			return err
		}
		all, err = s.change(tx, who, asks)
		return err
	})
	return all, who, err
}

// finished are the askings that the person answered, in the order in which they
// did; what was taken back is not among them.
func finished(tx *db.Tx, who person.Person, most int) ([]Ask, error) {
	return db.All(tx, scan, `SELECT `+columns+` FROM measure_ask q WHERE q.community_id = $1 AND q.person_id = $2
		AND q.finished_at IS NOT NULL AND q.withdrawn_at IS NULL ORDER BY q.finished_at, q.id LIMIT $3`, tx.Community(), who.ID, most)
}

// change pairs the askings, which are in the order in which they were finished.
func (s *Store) change(tx *db.Tx, who person.Person, asks []Ask) (all []Change, err error) {
	known, err := measure.AllKnown(tx)
	if err != nil {
		return nil, err
	}
	at, forms := map[[2]string]int{}, map[string]*Form{}
	for _, a := range asks {
		d, err := a.definition(known)
		if err != nil {
			continue // its words are not here any more, so nothing can be told of it
		}
		f := Form{Ask: a, Definition: d, Questions: a.questions(d), Answers: measure.Answers{}}
		i, seen := at[[2]string{a.Measure, a.Version}]
		if !seen {
			q, _, _ := d.In(string(who.Language))
			i = len(all)
			at[[2]string{a.Measure, a.Version}] = i
			all = append(all, Change{First: f, Questions: &q})
		}
		all[i].Latest = f
	}
	for i := range all {
		forms[all[i].First.Ask.ID], forms[all[i].Latest.Ask.ID] = &all[i].First, &all[i].Latest
	}
	if err := s.recall(tx, who.ID, forms); err != nil {
		return nil, err
	}
	for i := range all {
		all[i].First.Answers = forms[all[i].First.Ask.ID].Answers // one form where they answered once
	}
	return all, nil
}

// recall reads the answers of the forms, which are by their asking.
func (s *Store) recall(tx *db.Tx, personID string, forms map[string]*Form) error {
	_, err := db.All(tx, func(r db.Row) (struct{}, error) {
		var ask, item string
		var n int
		var sealed []byte
		if err := r.Scan(&ask, &item, &n, &sealed); err != nil || forms[ask] == nil {
			return struct{}{}, err
		}
		return struct{}{}, s.take(tx, forms[ask], item, n, sealed)
	}, `SELECT v.ask_id, v.item_id, v.n, v.said FROM measure_ask q
		JOIN measure_answer v ON v.community_id = q.community_id AND v.ask_id = q.id
		WHERE q.community_id = $1 AND q.person_id = $2 AND q.finished_at IS NOT NULL AND q.withdrawn_at IS NULL
		ORDER BY v.ask_id, v.item_id, v.n`, tx.Community(), personID)
	return err
}

// Words are what was answered to a question in words of the questionnaire given,
// or as it was written; empty where nothing was, or they would rather not.
func (p Form) Words(item *measure.Item, n int) string {
	values := p.Answers[item.LinkID]
	if item.Type != measure.Choice || !item.Repeats {
		if n >= len(values) {
			return ""
		}
		values = values[n : n+1]
	}
	out := ""
	for _, v := range values {
		text := typed(v)
		if v.State != measure.Given {
			continue
		}
		for _, o := range item.Options {
			if o.Coding.Code == v.Text && o.Coding.Display != "" {
				text = o.Coding.Display
			}
		}
		if out != "" {
			out += ", "
		}
		out += text
	}
	return out
}

// Number is the number that was answered to a question, if one was.
func (p Form) Number(item *measure.Item, n int) (float64, bool) {
	values := p.Answers[item.LinkID]
	if n >= len(values) || values[n].State != measure.Given {
		return 0, false
	}
	return values[n].Number, true
}
