package link_test

import (
	"testing"
	"time"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
)

// dueRows are the kinds of what is due for Sam.
func (w *world) dueRows() (kinds []string) {
	w.Helper()
	w.must(w.d.View(ctx, w.s, func(tx *db.Tx) (err error) {
		kinds, err = db.All(tx, db.Column[string], `SELECT d.kind FROM link_due d
			JOIN link l ON l.community_id = d.community_id AND l.id = d.link_id
			WHERE d.community_id = $1 AND l.person_id = $2 ORDER BY d.kind`, tx.Community(), w.sam)
		return err
	}))
	return kinds
}

// Once somebody has died nothing is due, the plan is off, whoever was to go
// along is somebody to tell, and no room can write to the record any more.
func TestWhenSomebodyHasDied(t *testing.T) {
	each(t, func(w *world) {
		resting := w.d.NewID()
		w.must(w.Raise(ctx, w.ann, w.sam, link.Raising{ID: resting}))
		w.tell(w.ann, resting, link.Pause{Until: day0.AddDays(20)})
		w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps}, w.thursday(w.col.Account, link.ToTheDoor))
		w.must(w.Died(ctx, w.ann, w.sam))
		w.must(w.Died(ctx, w.ann, w.sam)) // pressed by two

		if due := w.dueRows(); len(due) != 0 {
			w.Errorf("still due: %v", due)
		}
		if out := w.outings(w.col); len(out) != 1 || !out[0].CalledOff {
			w.Errorf("the companion's outing: %+v", out)
		}
		w.at(6, 10*60)
		if today := w.today(w.meg); len(today.Due)+len(today.Tonight)+len(today.Broken)+len(today.Alarms) != 0 {
			w.Errorf("on Today: %+v", today)
		}
		people, consents := person.New(w.d), consent.New(w.d)
		p, err := people.Get(ctx, w.ann, w.sam)
		w.must(err)
		w.refused("a change", "person.died", people.Change(ctx, w.ann, p))
		w.refused("a consent", "person.died", consents.Answer(ctx, w.ann, locale.English(), w.sam))
		w.refused("a link", "person.died", w.Raise(ctx, w.ann, w.sam, link.Raising{ID: w.d.NewID()}))
		w.refused("an event", "person.died", w.Tell(ctx, w.ann, link.Ref{Link: w.way}, link.Reopen{}))
		w.refused("an erasure by the keeper", "person.died", w.Erase(ctx, w.ann, w.sam))
		persontest.Missing(t, "another facilitator", w.Died(ctx, w.ben, w.sam))

		losses, err := people.Losses(ctx, w.ann)
		w.must(err)
		if len(losses) != 1 || len(losses[0].Tell) != 1 || losses[0].Tell[0].Account != w.col.Account {
			w.Errorf("whom to tell: %+v", losses)
		}
		w.must(people.Told(ctx, w.ann, w.sam, w.col.Account))
		if losses, err = people.Losses(ctx, w.meg); err != nil || len(losses) != 1 || len(losses[0].Tell) != 0 || !losses[0].Mine {
			w.Errorf("the manager: %+v, %v", losses, err)
		}
		if losses, err = people.Losses(ctx, w.ben); err != nil || len(losses) != 0 {
			w.Errorf("somebody who never met them: %+v, %v", losses, err)
		}
		w.at(10, 10*60)
		if losses, err = people.Losses(ctx, w.ann); err != nil || len(losses) != 0 {
			w.Errorf("after a week: %+v, %v", losses, err)
		}
		w.refused("an undo, late", "person.died.too_late", w.NotDied(ctx, w.ann, w.sam))
		w.must(w.Erase(ctx, w.meg, w.sam)) // the law asks for it
	})
}

// A mistake is taken back for a day: everything stands again where it stood,
// the rest with its end, and the plan with whoever is to go along, who is asked
// again.
func TestADeathThatWasAMistake(t *testing.T) {
	each(t, func(w *world) {
		resting, gone := w.d.NewID(), w.d.NewID()
		w.must(w.Raise(ctx, w.ann, w.sam, link.Raising{ID: resting}, link.Raising{ID: gone}))
		w.tell(w.ann, resting, link.Pause{Until: day0.AddDays(20)})
		w.tell(w.ann, gone, link.StepBack{})
		w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps}, w.thursday(w.col.Account, link.ToTheDoor))
		w.must(w.Mark(ctx, w.col, w.outings(w.col)[0].ID, link.SayYes{}))
		w.refused("nobody has died", "person.died.not", w.NotDied(ctx, w.ann, w.sam))
		w.must(w.Died(ctx, w.ann, w.sam))
		dbtest.Clock(w.d).Advance(person.Mistaken - time.Minute)
		w.must(w.NotDied(ctx, w.ann, w.sam))

		for id, want := range map[string]link.State{w.way: link.Planned, resting: link.Paused, gone: link.SteppedBack} {
			l, err := w.Get(ctx, w.ann, id)
			w.must(err)
			if l.State != want || id == resting && l.RestUntil != day0.AddDays(20) {
				w.Errorf("%s until %s, want %s", l.State, l.RestUntil, want)
			}
		}
		out := w.outings(w.col)
		if len(out) != 2 || !out[0].CalledOff == !out[1].CalledOff || !out[0].SaidYes.IsZero() == !out[1].SaidYes.IsZero() {
			w.Errorf("the companion is to be asked again: %+v", out)
		}
		if due := w.dueRows(); len(due) != 4 {
			w.Errorf("due: %v", due)
		}
		if losses, err := person.New(w.d).Losses(ctx, w.ann); err != nil || len(losses) != 0 {
			w.Errorf("losses: %+v, %v", losses, err)
		}
		if got, err := person.New(w.d).List(ctx, w.ann, person.Query{}); err != nil || len(got.People) != 1 {
			w.Errorf("in the list: %+v, %v", got, err)
		}
	})
}

// What has changed while somebody was taken for dead is seen: who cannot go any
// more is looked for anew, an evening that cannot be is not planned, and one that
// is past is not planned again.
func TestAPlanIsMadeAgain(t *testing.T) {
	for name, c := range map[string]struct {
		meanwhile func(w *world)
		company   []string
		needed    bool
		off       bool
	}{
		"nothing":          {func(*world) {}, []string{"col", "kim"}, false, false},
		"the first rests":  {func(w *world) { w.must(w.Rest(ctx, w.meg, w.col.Account, civil.Date{})) }, []string{"kim"}, true, false},
		"the second rests": {func(w *world) { w.must(w.Rest(ctx, w.meg, w.kim.Account, civil.Date{})) }, []string{"col"}, true, false},
		"nobody can go":    {func(w *world) { w.bothRest() }, nil, true, false},
		"the meeting is no more": {func(w *world) {
			m := w.kept(w.steps)
			w.must(meeting.New(w.d).Withdraw(ctx, w.meg, w.steps, m.Version))
		}, nil, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(w *world) {
				m := w.thursday(w.col.Account, link.ComeIn)
				m.Second = w.kim.Account
				w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps}, m)
				w.must(w.Died(ctx, w.ann, w.sam))
				if losses, err := person.New(w.d).Losses(ctx, w.ann); err != nil || len(losses[0].Tell) != 2 {
					t.Errorf("to be told: %+v, %v", losses, err)
				}
				c.meanwhile(w)
				w.must(w.NotDied(ctx, w.ann, w.sam))
				v, err := w.Get(ctx, w.ann, w.way)
				w.must(err)
				if got := v.Plan.Companions(); len(got) != len(c.company) || v.Plan.Needed() != c.needed || v.Plan.CalledOff.IsZero() == c.off {
					t.Errorf("with %v, somebody needed: %v, called off: %v", got, v.Plan.Needed(), v.Plan.CalledOff)
				}
				if broken := w.today(w.ann).Broken; c.needed != (len(broken) == 1) {
					t.Errorf("on Today: %+v", broken)
				}
				if c.needed {
					w.must(w.EndRest(ctx, w.kim, w.kim.Account))
					w.must(w.EndRest(ctx, w.col, w.col.Account))
					free := w.today(w.ann).Broken[0].Suggested
					if p := w.tell(w.ann, w.way, link.SendCompanion{Account: free[0].Account}).Plan; p.HowFar != link.ComeIn {
						t.Errorf("sent: %+v", p)
					}
				}
			})
		})
	}
}

func (w *world) bothRest() {
	for _, c := range []access.Actor{w.col, w.kim} {
		w.must(w.Rest(ctx, w.meg, c.Account, civil.Date{}))
	}
}

// Whoever is out with them when the button is pressed is still looked after.
func TestACompanionIsOutWhenSomebodyDies(t *testing.T) {
	each(t, func(w *world) {
		l := w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps}, w.thursday(w.col.Account, link.ToTheDoor))
		w.at(6, 19*60+45)
		w.must(w.Died(ctx, w.meg, w.sam))
		w.at(7, 1*60)
		if today := w.today(w.meg); len(today.Alarms) != 1 {
			w.Errorf("the alarm: %+v", today.Alarms)
		}
		w.must(w.Mark(ctx, w.meg, l.Plan.ID, link.ComeHome{}))
		if due := w.dueRows(); len(due) != 0 {
			w.Errorf("due: %v", due)
		}
	})
}

// Every action that is not named as one that goes on is refused once somebody
// has died.
func TestWhatGoesOn(t *testing.T) {
	dead := person.Person{Died: day0}
	manager := access.Actor{Account: "m", Roles: []access.Role{access.Manager}}
	for _, act := range []access.Action{access.PersonWrite, access.ConsentWrite, access.ChatWrite, access.LinkWrite, access.PlanWrite,
		access.CheckInWrite, access.MessageSend, access.OwnViewWrite, access.RowHandOver, access.PersonMerge, access.PersonSeal} {
		if dead.Still(manager, act) == nil {
			t.Errorf("%s goes on", act)
		}
		if (person.Person{}).Still(manager, act) != nil {
			t.Errorf("%s is refused while they live", act)
		}
	}
}
