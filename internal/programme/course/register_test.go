package course_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/course"
	"openmaf/internal/trust/access"
)

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		now  course.Standing
		mark course.Mark
		want course.Fate
	}{
		{course.Standing{}, course.Mark{Here: true}, course.Holds},
		{course.Standing{Mark: "A", Here: true}, course.Mark{Base: "A"}, course.Holds},
		{course.Standing{Mark: "A", Here: true}, course.Mark{Here: true}, course.Holds},
		{course.Standing{Mark: "B"}, course.Mark{Here: true, Base: "A"}, course.Disputed},
		{course.Standing{Mark: "B"}, course.Mark{Here: true}, course.Disputed},
		{course.Standing{Mark: "B"}, course.Mark{Base: "A"}, course.Holds},
	} {
		if got := course.Judge(c.now, c.mark); got != c.want {
			t.Errorf("%+v, then %+v: %s, want %s", c.now, c.mark, got, c.want)
		}
	}
}

func (r room) register(session string, who access.Actor) course.Register {
	r.Helper()
	reg, err := r.store.Register(ctx, who, session)
	r.must(err)
	return reg
}

// Two phones: they agree without a word, and where they do not, both stand
// there until somebody says which holds.
func TestTwoPhones(t *testing.T) {
	each(t, func(r room) {
		id := r.begins(5)
		wren := r.enrols(id, "Wren Q")
		session := r.view(id).Sessions[0].ID
		on := course.Mark{ID: r.d.NewID(), Session: session, Enrolment: wren, Here: true}
		before := r.register(session, r.ann).Version
		for range 2 { // sent twice
			if f := r.mark(on); f != course.Holds {
				r.Errorf("the first phone's mark: %s", f)
			}
		}
		if r.register(session, r.ann).Version == before {
			r.Error("the other phone would not notice")
		}
		same := course.Mark{ID: r.d.NewID(), Session: session, Enrolment: wren, Here: true, How: course.Seen}
		if f, err := r.store.Mark(ctx, r.meg, same); err != nil || f != course.Holds {
			r.Errorf("another that says the same: %s, %v", f, err)
		}
		r.must(r.store.TakeBack(ctx, r.ann, session, on.ID)) // hers was a slip; the other phone saw them too
		if reg := r.register(session, r.ann); reg.Total != 1 {
			r.Errorf("one of two was taken back: %+v", reg)
		}
		r.mark(course.Mark{Session: session, Enrolment: wren, Base: same.ID}) // they left
		late := course.Mark{ID: r.d.NewID(), Session: session, Enrolment: wren, Here: true, How: course.Seen}
		if f, err := r.store.Mark(ctx, r.meg, late); err != nil || f != course.Disputed {
			r.Errorf("a late one that says otherwise: %s, %v", f, err)
		}
		reg := r.register(session, r.ann)
		if row := reg.Rows[0]; row.Name != "Wren Q" || row.Here || len(row.Disputes) != 1 || row.Disputes[0].By != "Meg M" || row.Disputes[0].Held != "Ann F" || reg.Total != 0 {
			r.Errorf("the register: %+v", reg)
		}
		r.must(r.store.Settle(ctx, r.ann, course.Mark{ID: r.d.NewID(), Session: session, Enrolment: wren, Here: true, How: course.Seen}))
		if reg = r.register(session, r.ann); !reg.Rows[0].Here || len(reg.Rows[0].Disputes) != 0 || reg.Total != 1 {
			r.Errorf("after it was said: %+v", reg)
		}
		persontest.Missing(r, "who does not run it", r.store.TakeBack(ctx, r.ben, session, on.ID))
	})
}

// Whatever comes twice, late or in another order: one phone's taps on a row come
// to the last of them, heads to their sum, and what was taken back counts never.
func TestMarksComeToWhatWasTapped(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		r := newRoom(t, d, s)
		id := r.begins(9)
		people := []string{r.enrols(id, "Wren"), r.enrols(id, "Robin"), r.enrols(id, "Ash")}
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			if n++; n > 30 {
				return // enough walks for a database
			}
			session := r.view(id).Sessions[n%6].ID
			start := r.register(session, r.ann)
			base, here, heads := map[string]string{}, map[string]bool{}, start.Heads
			for _, row := range start.Rows {
				base[row.Enrolment], here[row.Enrolment] = row.Mark, row.Here
			}
			for range rapid.IntRange(1, 12).Draw(rt, "taps") {
				if rapid.IntRange(0, 3).Draw(rt, "head") == 0 {
					m := course.Mark{ID: d.NewID(), Session: session, Heads: rapid.SampledFrom([]int{1, 1, -1}).Draw(rt, "n")}
					for range rapid.IntRange(1, 3).Draw(rt, "sent") {
						r.mark(m)
					}
					heads = max(0, heads+m.Heads)
					continue
				}
				who := rapid.SampledFrom(people).Draw(rt, "who")
				m := course.Mark{ID: d.NewID(), Session: session, Enrolment: who, Here: rapid.Bool().Draw(rt, "here"), Base: base[who]}
				undone := rapid.IntRange(0, 4).Draw(rt, "undone") == 0
				first := rapid.Bool().Draw(rt, "taken back first")
				if undone && first {
					r.must(r.store.TakeBack(ctx, r.ann, session, m.ID))
				}
				for range rapid.IntRange(1, 3).Draw(rt, "sent") {
					r.mark(m)
				}
				if undone && !first {
					r.must(r.store.TakeBack(ctx, r.ann, session, m.ID))
				}
				if !undone {
					base[who], here[who] = m.ID, m.Here
				}
			}
			got := r.register(session, r.ann)
			total := heads
			for _, row := range got.Rows {
				if row.Here != here[row.Enrolment] || row.Mark != base[row.Enrolment] || len(row.Disputes) > 0 {
					rt.Fatalf("%s: %+v, want %v", row.Name, row, here[row.Enrolment])
				}
				if row.Here {
					total++
				}
			}
			if got.Heads != heads || got.Total != total {
				rt.Fatalf("%d heads of %d, want %d of %d", got.Heads, got.Total, heads, total)
			}
		})
	})
}

// Somebody who also works here is a name to whom they let in, and one more head
// to everybody else: the total is the same, and nothing tells the difference.
func TestASealedPersonIsOneMoreHead(t *testing.T) {
	each(t, func(r room) {
		id := r.begins(5)
		cal := persontest.Add(r, r.d, r.ann, person.Person{Name: "Cal C", Sealed: true})
		place := r.d.NewID()
		r.must(r.store.Enrol(ctx, r.ann, locale.English(), course.Enrolling{ID: place, Course: id, Person: cal.ID, Source: "us"}))
		r.enrols(id, "Wren")
		session := r.view(id).Sessions[0].ID
		r.mark(course.Mark{Session: session, Enrolment: place, Here: true})
		if reg := r.register(session, r.ann); len(reg.Rows) != 2 || reg.Heads != 0 || reg.Total != 1 {
			r.Errorf("whom they let in: %+v", reg)
		}
		reg := r.register(session, r.meg)
		if len(reg.Rows) != 1 || reg.Heads != 1 || reg.Total != 1 {
			r.Errorf("a colleague: %+v", reg)
		}
		head := course.Mark{ID: r.d.NewID(), Session: session, Heads: -1, How: course.Seen}
		if _, err := r.store.Mark(ctx, r.meg, head); err != nil {
			r.Error(err)
		}
		if reg := r.register(session, r.meg); reg.Heads != 0 || reg.Total != 0 {
			r.Errorf("a head taken away is a head taken away: %+v", reg)
		}
		_, err := r.store.Mark(ctx, r.meg, course.Mark{ID: r.d.NewID(), Session: session, Enrolment: place, Here: true})
		persontest.Missing(r, "a mark of a name out of sight", err)
		v, err := r.store.Course(ctx, r.meg, id)
		if err != nil || len(v.People) != 1 || v.Hidden != 1 || v.Course.Taken != 2 {
			r.Errorf("the course: %d people, %d hidden, %v", len(v.People), v.Hidden, err)
		}
	})
}

// Who came lately stands first; who is new is expected.
func TestExpectedFirst(t *testing.T) {
	each(t, func(r room) {
		id := r.begins(9)
		cal, ada, bea := r.enrols(id, "Cal"), r.enrols(id, "Ada"), r.enrols(id, "Bea")
		sessions := r.view(id).Sessions
		for i, came := range [][]string{{ada, bea, cal}, {bea, cal}, {cal}} {
			for _, e := range came {
				r.mark(course.Mark{Session: sessions[i].ID, Enrolment: e, Here: true})
			}
		}
		r.enrols(id, "Dev")
		var order []string
		for _, row := range r.register(sessions[3].ID, r.ann).Rows {
			order = append(order, fmt.Sprintf("%s %v", row.Name, row.Lately))
		}
		if want := []string{"Bea true", "Cal true", "Dev true", "Ada false"}; !slices.Equal(order, want) {
			r.Errorf("%v, want %v", order, want)
		}
	})
}

func TestParseLines(t *testing.T) {
	for in, want := range map[string][]int{"": nil, "1 3-5, 9": {1, 3, 4, 5, 9}, "2,2;1": {1, 2}} {
		if got, err := course.ParseLines(in); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"x", "0", "-1", "5-3", "1-9999", "1.5"} {
		if _, err := course.ParseLines(in); err == nil {
			t.Errorf("%q is no list of lines", in)
		}
	}
}

// A sheet adds those who were there; typed twice it adds nobody twice, and a
// number that is on no line refuses all of it.
func TestThePaperRegister(t *testing.T) {
	each(t, func(r room) {
		id := r.begins(9)
		for _, name := range []string{"Wren", "Robin", "Ash"} {
			r.enrols(id, name)
		}
		session := r.view(id).Sessions[0].ID
		if _, err := r.store.Type(ctx, r.ann, course.Sheet{Session: session, Lines: "1 4"}); persontest.Key(err) != "course.paper.line" {
			r.Errorf("a line that is not there: %v", err)
		}
		if reg := r.register(session, r.ann); reg.Total != 0 {
			r.Errorf("%d of a refused sheet", reg.Total)
		}
		for _, want := range []int{2, 0} {
			if n, err := r.store.Type(ctx, r.ann, course.Sheet{Session: session, Lines: "1 3"}); err != nil || n != want {
				r.Errorf("%d marked, %v; want %d", n, err, want)
			}
		}
		if _, err := r.store.Type(ctx, r.ann, course.Sheet{Session: session, Heads: 2}); err != nil {
			r.Error(err)
		}
		if reg := r.register(session, r.ann); reg.Total != 4 || reg.Heads != 2 {
			r.Errorf("%d of whom %d heads", reg.Total, reg.Heads)
		}
	})
}
