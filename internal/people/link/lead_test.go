package link_test

import (
	"testing"
	"time"

	"openmaf/internal/people/companion"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
)

// missed are the companions whom the actor is told of as not home, with whether
// the lead is told too.
func (w *world) missed(actor access.Actor) map[string]bool {
	w.Helper()
	alarms, err := w.Alarms(ctx, actor)
	w.must(err)
	out := map[string]bool{}
	for _, a := range alarms {
		out[a.Name] = a.ForLead
	}
	return out
}

// When nobody marks "safely home", the keeper and the managers are told two
// hours after the end; the lead and the deputy when nobody has answered for as
// long again as the community has set; to the minute, and nobody else ever.
func TestWhenTheLeadIsTold(t *testing.T) {
	for name, minutes := range map[string]int{"as usual": 0, "a quarter of an hour": companion.SoonestLead, "half a day": companion.LatestLead} {
		t.Run(name, func(t *testing.T) {
			each(t, func(w *world) {
				lena := persontest.Actor(t, w.d, w.s, "Lena L", access.Lead)
				dee := persontest.Actor(t, w.d, w.s, "Dee D", access.Deputy)
				toni := persontest.Actor(t, w.d, w.s, "Toni T", access.Trainer)
				ada := persontest.Actor(t, w.d, w.s, "Ada A", access.Administrator)
				after := link.Defaults().LeadAfter
				if minutes > 0 {
					w.must(companion.New(w.d).SetLeadAfter(ctx, w.meg, minutes))
					after = time.Duration(minutes) * time.Minute
				}
				plan := w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps}, w.thursday(w.col.Account, link.ToTheDoor)).Plan
				alarm := plan.Ends.Add(link.Defaults().SafeReturn)
				for _, c := range []struct {
					at         time.Time
					team, lead bool
				}{{plan.Ends, false, false}, {alarm.Add(-time.Minute), false, false}, {alarm, true, false},
					{alarm.Add(after - time.Minute), true, false}, {alarm.Add(after), true, true}, {alarm.Add(after + 72*time.Hour), true, true}} {
					dbtest.Clock(w.d).Set(c.at)
					for who, a := range map[string]access.Actor{"the keeper": w.ann, "a manager": w.meg} {
						forLead, told := w.missed(a)["Col C"]
						if told != c.team || forLead != c.lead {
							t.Errorf("%s after the end, %s: told %v (lead %v), want %v (%v)", c.at.Sub(plan.Ends), who, told, forLead, c.team, c.lead)
						}
					}
					for who, a := range map[string]access.Actor{"the lead": lena, "the deputy": dee} {
						if _, told := w.missed(a)["Col C"]; told != c.lead {
							t.Errorf("%s after the end, %s: told %v, want %v", c.at.Sub(plan.Ends), who, told, c.lead)
						}
					}
					if len(w.missed(w.ben)) != 0 {
						t.Error("a facilitator who does not keep them is told")
					}
				}
				for who, a := range map[string]access.Actor{"a companion": w.kim, "a trainer": toni, "an administrator": ada} {
					_, err := w.Alarms(ctx, a)
					persontest.Missing(t, who, err)
					persontest.Missing(t, who+" says that all is well", w.AllIsWell(ctx, a, plan.ID, link.ComeHome{Account: w.col.Account, SaidBy: link.TheyRang}))
				}
				w.refused("nobody said so", "link.said_by", w.AllIsWell(ctx, lena, plan.ID, link.ComeHome{Account: w.col.Account}))
				w.must(w.AllIsWell(ctx, lena, plan.ID, link.ComeHome{Account: w.col.Account, SaidBy: link.Emergency}))
				for _, a := range []access.Actor{w.ann, w.meg, lena, dee} {
					if len(w.missed(a)) != 0 {
						t.Error("all is well, and the alarm stands")
					}
				}
			})
		})
	}
}

// Of two, each is missed until they are home themselves; the numbers at which
// somebody may know are there, and the person only by their first name.
func TestEachOfTwoIsMissed(t *testing.T) {
	each(t, func(w *world) {
		lena := persontest.Actor(t, w.d, w.s, "Lena L", access.Lead)
		w.can(w.kim, companion.Capacity{Phone: "01632 960 701", EmergencyName: "Robin", EmergencyPhone: "01632 960 702"})
		m := w.thursday(w.col.Account, link.ToTheDoor)
		m.Second = w.kim.Account
		plan := w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps}, m).Plan
		dbtest.Clock(w.d).Set(plan.Ends.Add(3 * time.Hour))
		if got := w.missed(lena); len(got) != 2 {
			t.Errorf("missed are %v", got)
		}
		w.must(w.Mark(ctx, w.col, plan.ID, link.ComeHome{}))
		alarms, err := w.Alarms(ctx, lena)
		w.must(err)
		if len(alarms) != 1 || alarms[0].Name != "Kim C" || alarms[0].Phone != "01632 960 701" || alarms[0].EmergencyName != "Robin" ||
			alarms[0].EmergencyPhone != "01632 960 702" || alarms[0].Who != "Samphire" {
			t.Errorf("the second: %+v", alarms)
		}
	})
}

// The first time somebody goes along it is in twos; from the day on which they
// met the person they can go on their own, and not because they were planned.
func TestTheFirstOutingIsInTwos(t *testing.T) {
	each(t, func(w *world) {
		nia := w.cleared("Nia N", func(c *companion.Clearance) { c.OutBefore = false })
		w.can(nia, companion.Capacity{AWeek: companion.MostAWeek})
		w.can(w.col, companion.Capacity{AWeek: companion.MostAWeek})
		w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps})
		alone := w.thursday(nia.Account, link.ToTheDoor)
		w.refused("on her own", "link.plan.twos", w.plan(alone))
		twos := alone
		twos.Second = w.col.Account
		plan := w.tell(w.ann, w.way, twos).Plan
		w.must(w.Mark(ctx, w.col, plan.ID, link.LoseCompanion{}))
		if p := w.tell(w.ann, w.way).Plan; !p.Needed() || p.Companion != nia.Account {
			t.Errorf("left on her own, and nobody is looked for: %+v", p)
		}
		later := alone
		later.On = day0.AddDays(13)
		w.refused("planned, and not been", "link.plan.twos", w.plan(later))
		w.tell(w.ann, w.way, link.SendCompanion{Account: w.kim.Account})
		w.at(6, 19*60+20)
		w.must(w.Mark(ctx, nia, plan.ID, link.Meet{}))
		w.at(6, 22*60)
		for _, c := range []access.Actor{nia, w.kim} {
			w.must(w.Mark(ctx, c, plan.ID, link.ComeHome{}))
		}
		w.at(7, 12*60)
		w.must(w.plan(later))
	})
}
