package link_test

import (
	"slices"
	"testing"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
)

// roles gives the accounts of the world the roles that they act in.
func (w *world) roles() {
	w.Helper()
	for _, a := range []access.Actor{w.ann, w.ben, w.kim, w.col, w.meg} {
		w.must(w.d.Tx(ctx, w.s, func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO account_role (community_id, account_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
				tx.Community(), a.Account, string(a.Roles[0]))
			return err
		}))
	}
}

// went has Sam at the Thursday, and the clock at ten the next day.
func (w *world) went() {
	w.Helper()
	w.tell(w.ann, w.way, w.thursday("", ""))
	w.at(7, 10*60)
}

func (w *world) due(actor access.Actor) []link.DueRow {
	w.Helper()
	return w.today(actor).Due
}

func (w *world) asks(id string, ask link.LetAsk) { w.Helper(); w.tell(w.ann, id, ask) }

// The row belongs to whom the person wanted; whoever that is reaches the
// asking, and a companion nothing more.
func TestWhomThePersonWanted(t *testing.T) {
	each(t, func(w *world) {
		w.roles()
		w.went()
		if due := w.due(w.ann); len(due) != 1 || !due[0].Mine || due[0].Asker != "" {
			t.Errorf("nobody was chosen: %+v", due)
		}
		w.asks(w.way, link.LetAsk{Account: w.kim.Account})
		if due := w.due(w.ann); len(due) != 0 {
			t.Errorf("the keeper still has %+v", due)
		}
		if due := w.due(w.meg); len(due) != 1 || due[0].AskerName != "Kim C" || due[0].Mine {
			t.Errorf("the manager sees %+v", due)
		}
		rows, err := w.Asked(ctx, w.kim)
		w.must(err)
		if len(rows) != 1 || rows[0].Name != "Samphire" || rows[0].Kind != link.DueComfort || !rows[0].Mine {
			t.Errorf("Kim is asked to ask %+v", rows)
		}
		if rows, err := w.Asked(ctx, w.col); err != nil || len(rows) != 0 {
			t.Errorf("another companion is asked %+v, %v", rows, err)
		}
		w.companionReaches()
	})
}

// companionReaches: the asking, and what the person answers; not the record,
// not what part they take.
func (w *world) companionReaches() {
	w.Helper()
	if v, err := w.ToAsk(ctx, w.kim, w.way); err != nil || v.Person.FirstName() != "Samphire" {
		w.Errorf("to ask: %v", err)
	}
	_, err := w.ToAsk(ctx, w.col, w.way)
	persontest.Missing(w.T, "another companion asks", err)
	_, err = w.Get(ctx, w.kim, w.way)
	persontest.Missing(w.T, "the link", err)
	_, err = w.Story(ctx, w.kim, w.sam, 0)
	persontest.Missing(w.T, "the story", err)
	tell := func(events ...link.Event) error { return w.Tell(ctx, w.kim, link.Ref{Link: w.way}, events...) }
	went := link.Attend{On: day0.AddDays(6), How: link.Alone, ToldBy: link.ByPerson}
	for what, e := range map[string]link.Event{"a plan": w.thursday("", ""), "an ending": link.Close{Reason: link.AsWished},
		"a choice": link.Choose{Meeting: w.tools}, "a hand-over": link.HandOver{To: w.ben.Account},
		"their part in it": link.Involve{Facets: []link.Facet{link.HasRole}, ToldBy: link.ByPerson}} {
		persontest.Missing(w.T, what, tell(e))
		persontest.Missing(w.T, what+" behind an answer", tell(went, e))
	}
	child := w.d.NewID()
	w.must(tell(went, link.CheckComfort{}, link.Doubt{}, link.OpenAlternative{Child: child}))
	w.at(8, 10*60)
	if due := w.due(w.ann); len(due) != 1 || due[0].Link != child || !due[0].Mine {
		w.Errorf("what comes next is with the keeper, the next morning: %+v", due)
	}
}

// Whoever cannot ask any more, or whom the person does not want told any more,
// leaves the row with the keeper: it is never nobody's.
func TestARowIsNeverNobodys(t *testing.T) {
	exec := func(w *world, query string, args ...any) {
		w.must(w.d.Tx(ctx, w.s, func(tx *db.Tx) error {
			_, err := tx.Exec(query, append([]any{tx.Community()}, args...)...)
			return err
		}))
	}
	for name, gone := range map[string]func(w *world){
		"their account rests": func(w *world) {
			exec(w, `UPDATE account SET state = 'paused' WHERE community_id = $1 AND id = $2`, w.kim.Account)
		},
		"they are no companion any more": func(w *world) {
			exec(w, `DELETE FROM account_role WHERE community_id = $1 AND account_id = $2`, w.kim.Account)
		},
		"the person took it back": func(w *world) {
			no := consent.Answer{Purpose: consent.Companion, Version: consent.WordingOf(locale.English(), consent.Companion).Version}
			w.must(consent.New(w.d).Answer(ctx, w.ann, locale.English(), w.sam, no))
			_, err := w.ToAsk(ctx, w.kim, w.way)
			persontest.Missing(w.T, "asking all the same", err)
		},
	} {
		each(t, func(w *world) {
			w.roles()
			w.went()
			w.asks(w.way, link.LetAsk{Account: w.kim.Account})
			gone(w)
			if due := w.due(w.ann); len(due) != 1 || !due[0].Mine {
				t.Errorf("%s: the keeper has %+v", name, due)
			}
		})
	}
}

// A companion asks; nobody but the keeper plans, even where they asked.
func TestWhatNextIsNotACompanions(t *testing.T) {
	each(t, func(w *world) {
		w.roles()
		w.asks(w.way, link.LetAsk{Account: w.kim.Account})
		w.at(8, 10*60)
		if due := w.due(w.ann); len(due) != 1 || due[0].Kind != link.DueNextStep {
			t.Errorf("the keeper has %+v", due)
		}
	})
}

func TestWhoCanBeAskedToAsk(t *testing.T) {
	each(t, func(w *world) {
		w.roles()
		ask := func(account string) error {
			return w.Tell(ctx, w.ann, link.Ref{Link: w.way}, link.LetAsk{Account: account})
		}
		w.refused("nobody we know", "link.asker", ask(w.d.NewID()))
		w.asks(w.way, link.LetAsk{Account: w.ann.Account})
		if v, err := w.Get(ctx, w.ann, w.way); err != nil || v.Asker != "" {
			t.Errorf("the keeper is kept as %q, %v", v.Asker, err)
		}
		askers, err := w.Askers(ctx, w.ann)
		w.must(err)
		if names := []string{askers[0].Name, askers[1].Name, askers[2].Name}; !slices.Equal(names, []string{"Ann F", "Ben F", "Meg M"}) {
			t.Errorf("who could ask: %v", names)
		}
		_, err = w.Askers(ctx, w.kim)
		persontest.Missing(t, "a companion’s list", err)
		no := consent.Answer{Purpose: consent.Companion, Version: consent.WordingOf(locale.English(), consent.Companion).Version}
		w.must(consent.New(w.d).Answer(ctx, w.ann, locale.English(), w.sam, no))
		w.refused("a companion without a yes", "link.asker", ask(w.kim.Account))
	})
}

// Handing over takes one tap, and one to take it back.
func TestHandOver(t *testing.T) {
	each(t, func(w *world) {
		w.roles()
		w.went()
		persontest.Missing(t, "somebody else's row", w.HandOver(ctx, w.ben, w.way, w.ben.Account))
		w.must(w.HandOver(ctx, w.ann, w.way, w.ben.Account))
		if due := w.due(w.ben); len(due) != 1 || !due[0].Mine || due[0].AskerName != "Ben F" {
			t.Errorf("Ben has %+v", due)
		}
		if due := w.due(w.ann); len(due) != 0 {
			t.Errorf("Ann still has %+v", due)
		}
		w.refused("the same again", "link.hand_over.same", w.HandOver(ctx, w.ann, w.way, w.ben.Account))
		w.facilitatorReaches()
		w.must(w.TakeBack(ctx, w.ann, w.way))
		w.refused("twice", "link.hand_over.none", w.TakeBack(ctx, w.ann, w.way))
		if due := w.due(w.ann); len(due) != 1 || !due[0].Mine || due[0].Asker != "" {
			t.Errorf("taken back, Ann has %+v", due)
		}
		if due := w.due(w.ben); len(due) != 0 {
			t.Errorf("taken back, Ben has %+v", due)
		}
		w.chain()
	})
}

// facilitatorReaches: a colleague who was handed the row can do what comes next
// on this link, and opens neither the record nor another link.
func (w *world) facilitatorReaches() {
	w.Helper()
	v, err := w.Get(ctx, w.ben, w.way)
	w.must(err)
	w.must(w.Tell(ctx, w.ben, link.Ref{Link: v.ID}, link.NotHappened{Cause: link.Practical}, w.thursdayAfter()))
	other := w.d.NewID()
	w.must(w.Raise(ctx, w.ann, w.sam, link.Raising{ID: other, Then: []link.Event{link.Decline{}}}))
	_, err = w.Get(ctx, w.ben, other)
	persontest.Missing(w.T, "another link", err)
	_, err = person.New(w.d).Get(ctx, w.ben, w.sam)
	persontest.Missing(w.T, "the record", err)
	w.at(14, 10*60)
}

func (w *world) thursdayAfter() link.MakePlan {
	m := w.thursday("", "")
	m.On = day0.AddDays(13)
	return m
}

// chain: handed on by the one it was handed to, it goes back one hand.
func (w *world) chain() {
	w.Helper()
	w.must(w.HandOver(ctx, w.ann, w.way, w.ben.Account))
	w.must(w.HandOver(ctx, w.ben, w.way, w.meg.Account))
	due := w.due(w.meg)
	i := slices.IndexFunc(due, func(d link.DueRow) bool { return d.Link == w.way })
	if i < 0 || !due[i].Mine {
		w.Errorf("Meg has %+v", due)
	}
	w.must(w.TakeBack(ctx, w.ben, w.way))
	if due := w.due(w.ben); len(due) != 1 || !due[0].Mine {
		w.Errorf("back with Ben: %+v", due)
	}
	persontest.Missing(w.T, "a companion hands over", w.HandOver(ctx, w.kim, w.way, w.kim.Account))
}

// "I'll come by": nobody asks, and nobody tries.
func TestTheyComeBy(t *testing.T) {
	each(t, func(w *world) {
		w.went()
		w.asks(w.way, link.LetAsk{Account: w.kim.Account, ComesBy: true})
		if due := w.due(w.ann); len(due) != 1 || !due[0].WhenIn || !due[0].Mine {
			t.Errorf("due %+v", due)
		}
		w.refused("a try", "link.in_person", w.Tell(ctx, w.ann, link.Ref{Link: w.way}, link.NotReached{}))
	})
}

// Something has changed: what was "not for now", rested or ended is looked at
// again; and of what it was only what they want said is kept.
func TestSomethingHasChanged(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, link.Decline{Revisit: day0.AddDays(30)})
		if v := w.tell(w.ann, w.way, link.Wake{}); v.State != link.Raised || !v.Revisit.IsZero() || v.Prompt != "" {
			t.Errorf("from not for now: %s, %v, %q", v.State, v.Revisit, v.Prompt)
		}
		w.tell(w.ann, w.way, w.thursday("", ""), link.Close{Reason: link.AsWished})
		if v := w.tell(w.ann, w.way, link.Wake{Words: "“I am out again”"}); v.State != link.Chosen || v.Prompt != "“I am out again”" || v.Reason != "" {
			t.Errorf("from the end: %s, %q, %q", v.State, v.Prompt, v.Reason)
		}
		st, err := w.Story(ctx, w.ann, w.sam, 0)
		w.must(err)
		if l := st.Lines[0]; l.Event != "LinkWoken" || l.Facts["code"] != "" {
			t.Errorf("the trail tells %s %v", l.Event, l.Facts)
		}
		w.tell(w.ann, w.way, link.Close{Reason: link.Died})
		w.refused("after a death", "link.cannot.closed", w.Tell(ctx, w.ann, link.Ref{Link: w.way}, link.Wake{}))
	})
}

// However many reviews have waited, how it was last night comes first: for who
// keeps the record, and for who sees everybody's.
func TestAReviewNeverHidesLastNight(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps}, w.thursday("", ""))
		w.at(7, 10*60)
		long := civil.Instant(day0.At(10 * 60))
		w.must(w.d.Tx(ctx, w.s, func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO link_due (community_id, link_id, kind, at, late_at) VALUES ($1, $2, 'review', $3, $3)`,
				tx.Community(), w.way, long)
			return err
		}))
		for _, reader := range []access.Actor{w.ann, w.meg} {
			rows := w.today(reader).Due
			if len(rows) != 2 || rows[0].Kind != link.DueComfort || rows[1].Kind != link.DueReview || !rows[1].LateNow {
				t.Errorf("the order is %+v", rows)
			}
		}
	})
}
