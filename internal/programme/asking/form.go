package asking

import (
	"context"
	"encoding/json"
	"strconv"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Form is an asking with its questions in the person's language and what was
// answered so far.
type Form struct {
	Ask        Ask
	Definition *measure.Definition
	Questions  *measure.Questionnaire
	Answers    measure.Answers
}

// Said is what was answered: to a question, by the name of its [Field], as it
// was typed. An empty answer takes back what was said before.
type Said map[string]string

// Field names a question in a form; n is which time of a group that repeats,
// from 0.
func Field(item string, n int) string { return "a-" + item + "-" + strconv.Itoa(n) }

// Step is what belongs together on one page: a question, or all questions of
// one time that a group is answered.
type Step struct {
	Heading string // the group's; empty for a question by itself
	Items   []*measure.Item
	N       int // which time of the group, from 0
	Group   bool
}

// mostTimes bounds how often a group that repeats is asked: as many as are
// named in the words of our own network map.
const mostTimes = 12

// onPaper is how often a group that repeats stands on a sheet of paper at least,
// and where a sheet is read out or typed in.
const onPaper = 6

// Steps are the pages of a questionnaire, in order. Of a group that repeats
// there is one more than were answered, for the next one.
func (p Form) Steps() []Step { return p.steps(1) }

// Paper are the same for a sheet on which all stand at once: a group that
// repeats has room for several there.
func (p Form) Paper() []Step { return p.steps(onPaper) }

// steps has a group that repeats at least so many times.
func (p Form) steps(least int) (all []Step) {
	for i := range p.Questions.Item {
		item := &p.Questions.Item[i]
		switch {
		case item.Asks():
			all = append(all, Step{Items: []*measure.Item{item}})
		case item.Type != measure.Group:
		case item.Repeats:
			inside := asked(item.Item)
			for n := range min(max(p.times(inside)+1, least), mostTimes) {
				all = append(all, Step{Heading: item.Text, Items: inside, N: n, Group: true})
			}
		default:
			for _, question := range asked(item.Item) {
				all = append(all, Step{Heading: item.Text, Items: []*measure.Item{question}})
			}
		}
	}
	return all
}

// asked are the questions among the items, also those deeper inside.
func asked(items []measure.Item) (all []*measure.Item) {
	for i := range items {
		if items[i].Asks() {
			all = append(all, &items[i])
		}
		all = append(all, asked(items[i].Item)...)
	}
	return all
}

// times is how often something was answered in a group.
func (p Form) times(items []*measure.Item) (n int) {
	for _, i := range items {
		n = max(n, len(p.Answers[i.LinkID]))
	}
	return n
}

// At is the n-th answer to a question, as [measure.Item.Read] reads it.
func (p Form) At(item *measure.Item, n int) string {
	values := p.Answers[item.LinkID]
	if item.Type == measure.Choice && item.Repeats {
		return joined(values)
	}
	if n >= len(values) {
		return ""
	}
	return typed(values[n])
}

func joined(values []measure.Value) string {
	out := ""
	for i, v := range values {
		if i > 0 {
			out += ";"
		}
		out += typed(v)
	}
	return out
}

// declined is that somebody would rather not say, as measure.Item.Read reads it.
const declined = "declined"

func typed(v measure.Value) string {
	switch {
	case v.State == measure.Declined:
		return declined
	case v.State != measure.Given:
		return ""
	case v.Text != "":
		return v.Text
	}
	return strconv.FormatFloat(v.Number, 'f', -1, 64)
}

// form reads an asking with its answers.
func (s *Store) form(tx *db.Tx, a Ask) (p Form, err error) {
	p.Ask, p.Answers = a, measure.Answers{}
	known, err := measure.AllKnown(tx)
	if err != nil {
		return p, err
	}
	if p.Definition, err = a.definition(known); err != nil {
		return p, err
	}
	p.Questions = a.questions(p.Definition)
	_, err = db.All(tx, func(r db.Row) (struct{}, error) { return struct{}{}, s.answer(tx, &p, r) },
		`SELECT item_id, n, said FROM measure_answer WHERE community_id = $1 AND ask_id = $2 ORDER BY item_id, n`, tx.Community(), a.ID)
	return p, err
}

func (s *Store) answer(tx *db.Tx, p *Form, r db.Row) error {
	var item string
	var n int
	var sealed []byte
	if err := r.Scan(&item, &n, &sealed); err != nil {
		return err
	}
	return s.take(tx, p, item, n, sealed)
}

// take opens one answer and puts it among those of the form.
func (s *Store) take(tx *db.Tx, p *Form, item string, n int, sealed []byte) error {
	plain, err := s.seal.Open(sealed, bound(tx, p.Ask.ID, item, n))
	if err != nil {
		return err
	}
	var said string
	if err := json.Unmarshal(plain, &said); err != nil {
		return err
	}
	question, ok := p.Definition.Questionnaire.Question(item)
	if !ok {
		return nil
	}
	values, wrong := question.Read(said)
	if wrong != nil {
		return fault.New(fault.Conflict, "asking.version")
	}
	for len(p.Answers[item]) < n { // a time at which this question was left out
		p.Answers[item] = append(p.Answers[item], measure.Value{})
	}
	p.Answers[item] = append(p.Answers[item], values...)
	return nil
}

func bound(tx *db.Tx, ask, item string, n int) []byte {
	return seal.Bound(tx.Community(), "measure_answer", ask+" "+item+" "+strconv.Itoa(n), "said")
}

// save keeps answers one by one. When one of them cannot be read, none is kept,
// and the fault says which.
func (s *Store) save(tx *db.Tx, p Form, said Said) error {
	wrong := fault.New(fault.Invalid, "asking.answers")
	for _, step := range p.steps(mostTimes) {
		for _, item := range step.Items {
			field := Field(item.LinkID, step.N)
			text, there := said[field]
			if !there {
				continue
			}
			if _, problem := item.Read(text); problem != nil {
				wrong.Field(field, problem.Key, problem.Args)
				continue
			}
			if err := s.put(tx, p.Ask.ID, item.LinkID, step.N, text); err != nil {
				return err
			}
		}
	}
	if _, err := tx.Exec(`UPDATE measure_ask SET begun_at = COALESCE(begun_at, $1) WHERE community_id = $2 AND id = $3`,
		tx.Stamp(), tx.Community(), p.Ask.ID); err != nil {
		return err
	}
	return wrong.OrNil()
}

// put keeps one answer; an empty one takes it back.
func (s *Store) put(tx *db.Tx, ask, item string, n int, text string) error {
	if text == "" {
		_, err := tx.Exec(`DELETE FROM measure_answer WHERE community_id = $1 AND ask_id = $2 AND item_id = $3 AND n = $4`,
			tx.Community(), ask, item, n)
		return err
	}
	plain, err := json.Marshal(text)
	if err != nil {
		return err
	}
	sealed, err := s.seal.Seal(plain, bound(tx, ask, item, n))
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO measure_answer (community_id, ask_id, item_id, n, said, said_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (community_id, ask_id, item_id, n) DO UPDATE SET said = excluded.said, said_at = excluded.said_at`,
		tx.Community(), ask, item, n, sealed, tx.Stamp())
	return err
}

// finish scores the answers, once. Without a single answer, declined ones
// included, there is nothing to finish.
func (s *Store) finish(tx *db.Tx, account string, p Form) error {
	if len(p.Answers) == 0 {
		return fault.New(fault.Invalid, "asking.nothing")
	}
	scores, err := s.scores(tx, p)
	if err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE measure_ask SET finished_at = $1, begun_at = COALESCE(begun_at, $1), scores = $2
		WHERE community_id = $3 AND id = $4 AND finished_at IS NULL AND withdrawn_at IS NULL`, tx.Stamp(), scores, tx.Community(), p.Ask.ID)
	if err != nil || n == 0 {
		return err // somebody was quicker
	}
	return note(tx, account, trail.MeasureAnswered, p.Ask.Person, p.Ask.ID)
}

// Sheet reads the questions for a member of the team who reads them out, prints
// them, or types them in. What was answered so far is there for who may read it.
func (s *Store) Sheet(ctx context.Context, actor access.Actor, personID, ask string) (p Form, who person.Person, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		a, opened, err := waiting(tx, actor, personID, ask)
		if err != nil {
			return err
		}
		who = opened
		if p, err = s.form(tx, a); err == nil && !who.May(actor, access.MeasureRead) {
			p.Answers = measure.Answers{}
		}
		return err
	})
	return p, who, err
}

// Typing is answers that a member of the team types for the person, while they
// read the questions out or from paper.
type Typing struct {
	Said Said // what does not stand in it stays as it is
	How  How
	Done bool // that is all
}

// Type keeps the answers.
func (s *Store) Type(ctx context.Context, actor access.Actor, personID, ask string, t Typing) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		a, _, err := waiting(tx, actor, personID, ask)
		if err != nil {
			return err
		}
		p, err := s.form(tx, a)
		if err != nil {
			return err
		}
		if err := puts(tx, a, t.How); err != nil {
			return err
		}
		if err := s.save(tx, p, t.Said); err != nil || !t.Done {
			return err
		}
		if p, err = s.form(tx, a); err != nil {
			return err
		}
		return s.finish(tx, actor.Account, p)
	})
}

// Withdraw erases what was answered, with its scores; that it was asked stays.
func (s *Store) Withdraw(ctx context.Context, actor access.Actor, personID, ask string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.MeasureAsk, personID)
		if err != nil {
			return err
		}
		a, err := theirs(tx, p, ask)
		if err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE measure_ask SET withdrawn_at = $1, scores = NULL WHERE community_id = $2 AND id = $3 AND withdrawn_at IS NULL`,
			tx.Stamp(), tx.Community(), a.ID)
		if err != nil || n == 0 {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM measure_answer WHERE community_id = $1 AND ask_id = $2`, tx.Community(), a.ID); err != nil {
			return err
		}
		if err := s.clear(tx, actor, a.ID); err != nil {
			return err
		}
		return note(tx, actor.Account, trail.MeasureWithdrawn, a.Person, a.ID)
	})
}
