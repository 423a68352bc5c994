package person_test

import (
	"strings"
	"testing"
	"time"

	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
)

// emergency is a community in which Col, a companion, has a sealed record that
// Ann keeps.
type emergency struct {
	*testing.T
	d                        *db.DB
	store                    *person.Store
	glass                    *person.Glass
	ann, col, meg, lena, dee access.Actor
	record                   person.Person
}

func inAnEmergency(t *testing.T, test func(e *emergency)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		sealer, err := seal.InMemory()
		if err != nil {
			t.Fatal(err)
		}
		e := &emergency{T: t, d: d, store: person.New(d), glass: person.NewGlass(d, sealer),
			ann: persontest.Actor(t, d, s, "Ann F", access.Facilitator), col: persontest.Actor(t, d, s, "Col C", access.Companion),
			meg: persontest.Actor(t, d, s, "Meg M", access.Manager), lena: persontest.Actor(t, d, s, "Lena L", access.Lead),
			dee: persontest.Actor(t, d, s, "Dee D", access.Deputy)}
		e.record = persontest.Add(t, d, e.ann, person.Person{Name: "Colin Cole", Phone: "0116 496 0000", Sealed: true,
			Contact: person.Contact{How: person.Call}})
		if err := e.store.Tell(ctx, e.ann, e.record.ID, e.col.Account); err != nil {
			t.Fatal(err)
		}
		test(e)
	})
}

// breaks tries a name and returns the id of the try.
func (e *emergency) breaks(actor access.Actor, who string) string {
	e.Helper()
	id := e.d.NewID()
	if err := e.glass.Break(ctx, actor, person.Try{ID: id, Who: who, Reason: "Nobody has heard from them"}); err != nil {
		e.Fatal(err)
	}
	return id
}

func TestGlassOpensOneRecordToOneAccountForAWhile(t *testing.T) {
	inAnEmergency(t, func(e *emergency) {
		opened := e.breaks(e.meg, " colin  COLE ")
		b, err := e.glass.Look(ctx, e.meg, opened)
		if err != nil || b.Person.Phone != "0116 496 0000" || b.Keeper != "Ann F" || len(b.In) != 1 {
			t.Fatalf("behind the glass: %+v, %v", b, err)
		}
		_, err = e.glass.Look(ctx, e.lena, opened)
		persontest.Missing(t, "another account looks through it", err)
		_, err = e.store.Get(ctx, e.meg, e.record.ID)
		persontest.Missing(t, "the record's own page", err)
		if found := names(t, e.store, e.meg, "colin"); len(found) != 0 {
			t.Errorf("a list shows %v", found)
		}
		dbtest.Clock(e.d).Advance(person.GlassOpen)
		_, err = e.glass.Look(ctx, e.meg, opened)
		persontest.Missing(t, "after an hour", err)
		if _, err := e.glass.Look(ctx, e.lena, e.breaks(e.lena, e.record.ID)); err != nil {
			t.Errorf("by id: %v", err)
		}
	})
}

func TestGlassTellsNobodyWhoIsHere(t *testing.T) {
	inAnEmergency(t, func(e *emergency) {
		persontest.Add(t, e.d, e.ann, person.Person{Name: "Pat Open"})
		for range 2 {
			persontest.Add(t, e.d, e.ann, person.Person{Name: "Two Same", Sealed: true})
		}
		for _, who := range []string{"Colin", "Nobody Here", "Pat Open"} { // part of a name, no name, a record that is not sealed
			_, err := e.glass.Look(ctx, e.meg, e.breaks(e.meg, who))
			persontest.Missing(t, who, err)
		}
		_, err := e.glass.Look(ctx, e.meg, e.breaks(e.meg, "Two Same"))
		persontest.Missing(t, "one of two of the same name", err)
		e.breaks(e.meg, "Somebody Else")
		err = e.glass.Break(ctx, e.meg, person.Try{ID: e.d.NewID(), Who: "Colin Cole", Reason: "x"})
		if !fault.Is(err, fault.TooMany) {
			t.Errorf("the sixth try within the hour: %v", err)
		}
		err = e.glass.Break(ctx, e.lena, person.Try{ID: e.d.NewID(), Who: "Colin Cole", Reason: " "})
		if persontest.Key(err) != "person.glass.reason" {
			t.Errorf("without a reason: %v", err)
		}
		persontest.Missing(t, "a facilitator", e.glass.Break(ctx, e.ann, person.Try{ID: e.d.NewID(), Who: "x", Reason: "x"}))
	})
}

func TestGlassIsToldToThePersonAndTheLead(t *testing.T) {
	inAnEmergency(t, func(e *emergency) {
		e.breaks(e.meg, "Colin Cole")
		e.breaks(e.meg, "Nobody Here")
		own, err := e.glass.Own(ctx, e.col)
		if err != nil || len(own.Opened) != 1 || own.Opened[0].By != "Meg M" || !strings.HasPrefix(own.Opened[0].Reason, "Nobody has") {
			t.Errorf("the person is told %+v, %v", own, err)
		}
		kept, err := e.glass.Openings(ctx, e.ann, e.record.ID)
		if err != nil || len(kept) != 1 {
			t.Errorf("on the record: %+v, %v", kept, err)
		}
		for _, reader := range []access.Actor{e.lena, e.dee} {
			all, older, err := e.glass.Register(ctx, reader, 0)
			if err != nil || older != 0 || len(all) != 2 || all[0].Found || !all[1].Found {
				t.Errorf("%s reads %+v, %d, %v", reader.Name, all, older, err)
			}
		}
		_, _, err = e.glass.Register(ctx, e.meg, 0)
		persontest.Missing(t, "a manager reads the register", err)
		_, err = e.glass.Own(ctx, e.meg)
		persontest.Missing(t, "an account without a record", err)
	})
}

// What was written of a try cannot be edited or deleted without being seen:
// the trail has a digest of it, and the trail itself is chained.
func TestGlassShowsTampering(t *testing.T) {
	for name, tamper := range map[string]string{
		"another reason":  `UPDATE glass SET reason = (SELECT o.reason FROM glass o WHERE o.community_id = $1 AND o.person_id IS NULL) WHERE community_id = $1 AND person_id IS NOT NULL`,
		"another account": `UPDATE glass SET account_id = (SELECT min(id) FROM account WHERE community_id = $1) WHERE community_id = $1 AND person_id IS NOT NULL`,
		"a longer hour":   `UPDATE glass SET until_at = '2027-01-01T00:00:00.000Z' WHERE community_id = $1 AND person_id IS NOT NULL`,
		"nobody's record": `UPDATE glass SET person_id = NULL WHERE community_id = $1`,
		"gone":            `DELETE FROM glass WHERE community_id = $1 AND person_id IS NOT NULL`,
	} {
		t.Run(name, func(t *testing.T) {
			inAnEmergency(t, func(e *emergency) {
				e.breaks(e.meg, "Nobody Here")
				dbtest.Clock(e.d).Advance(time.Minute)
				e.breaks(e.meg, "Colin Cole")
				if err := e.d.Tx(ctx, e.meg.Scope, func(tx *db.Tx) error { _, err := tx.Exec(tamper, tx.Community()); return err }); err != nil {
					t.Fatal(err)
				}
				all, _, err := e.glass.Register(ctx, e.lena, 0)
				if err != nil || len(all) != 2 || !all[0].Changed || all[0].Reason != "" || !all[0].Found || all[0].By != "Meg M" {
					t.Errorf("the lead reads %+v, %v", all, err)
				}
				if own, err := e.glass.Own(ctx, e.col); err != nil || len(own.Opened) != 1 || !own.Opened[0].Changed {
					t.Errorf("the person is told %+v, %v", own, err)
				}
			})
		})
	}
}

func TestThePersonPutsSomebodyOut(t *testing.T) {
	inAnEmergency(t, func(e *emergency) {
		_, err := e.store.Get(ctx, e.col, e.record.ID)
		persontest.Missing(t, "signed in as a colleague, their own record", err)
		persontest.Missing(t, "nobody's record", e.store.OwnPutOut(ctx, e.meg, e.ann.Account))
		if err := e.store.OwnPutOut(ctx, e.col, e.ann.Account); err != nil {
			t.Fatal(err)
		}
		_, err = e.store.Get(ctx, e.ann, e.record.ID)
		persontest.Missing(t, "the keeper, put out", err)
		if err := e.store.OwnLetIn(ctx, e.col, e.meg.Account); err != nil {
			t.Fatal(err)
		}
		if _, err := e.store.Get(ctx, e.meg, e.record.ID); err != nil {
			t.Errorf("who was let in instead: %v", err)
		}
		if err := e.store.OwnLetIn(ctx, e.col, e.col.Account); err == nil {
			t.Error("somebody let the account in that they work with themselves")
		}
		if _, err := e.glass.Look(ctx, e.col, e.breaks(e.lena, "Colin Cole")); err == nil {
			t.Error("a companion looks through somebody's glass")
		}
	})
}
