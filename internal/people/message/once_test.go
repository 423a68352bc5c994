package message_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openmaf/internal/people/message"
	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/jobs"
)

func read(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// A crash before the text leaves and one after it look the same from here: a
// person is told, and nothing is sent again by itself.
func TestACrashWhileItLeaves(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		for name, left := range map[string]bool{"before it left": false, "after it left": true} {
			id := o.send(o.draft())
			before := len(o.sms.taken())
			o.mail.Around(func(send func() (string, error)) (string, error) {
				if left {
					if _, err := send(); err != nil {
						t.Error(err)
					}
				}
				panic("the power went")
			})
			o.runner.Drain(ctx)
			if state, _ := o.stands(id); state != message.Sending {
				t.Errorf("%s: %s", name, state)
			}
			_, again := o.process() // it starts again
			again.Drain(ctx)
			if state, _ := o.stands(id); state != message.Sending {
				t.Errorf("%s: while the claim holds it is %s", name, state)
			}
			dbtest.Clock(o.d).Advance(6 * time.Minute)
			again.Drain(ctx)
			again.Drain(ctx)
			if state, why := o.stands(id); state != message.Unknown || why != message.LeaseOver {
				t.Errorf("%s: %s %s", name, state, why)
			}
			if n := len(o.sms.taken()) - before; n > 1 || left != (n == 1) {
				t.Errorf("%s: the gateway took it %d times", name, n)
			}
			// The report, which comes all the same, tells.
			if left {
				o.must(o.mail.Reported(ctx, o.scope, message.Report{Message: id, Arrived: true}))
				if state, _ := o.stands(id); state != message.Delivered {
					t.Errorf("%s: after the report it is %s", name, state)
				}
			}
		}
	})
}

func TestWhatTheAnswerMeans(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.sms.says(http.StatusAccepted, true) // taken, and then the line broke
		id := o.send(o.draft())
		for range 3 {
			o.runner.Drain(ctx)
			dbtest.Clock(o.d).Advance(time.Hour)
		}
		o.wants(id, message.Unknown, message.CutOff, seeYou)

		o.sms.says(http.StatusForbidden, false)
		id = o.send(o.draft())
		o.runner.Drain(ctx)
		o.wants(id, message.Failed, message.WasRefused, seeYou)
	})
}

// What was certainly not taken is tried again, five times, and then it is told.
func TestTriesAreBounded(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		hands := dbtest.Clock(o.d)
		o.sms.says(http.StatusServiceUnavailable, false)
		id := o.send(o.draft())
		asked := 0
		o.mail.Around(func(send func() (string, error)) (string, error) { asked++; return send() })
		for _, pause := range []time.Duration{0, time.Minute, 5 * time.Minute, 20 * time.Minute} {
			hands.Advance(pause)
			o.runner.Drain(ctx)
			o.runner.Drain(ctx)
			o.wants(id, message.Waiting, "")
		}
		hands.Advance(time.Hour)
		o.runner.Drain(ctx)
		o.wants(id, message.Failed, message.NoAnswer)
		if hands.Advance(9 * time.Hour); asked != 5 {
			t.Errorf("tried %d times", asked)
		}
		o.runner.Drain(ctx)
		if asked != 5 {
			t.Errorf("tried %d times", asked)
		}
		hands.Set(dbtest.Start.AddDate(0, 0, 1))
		id = o.send(o.draft())
		o.runner.Drain(ctx)
		o.sms.says(http.StatusAccepted, false)
		hands.Advance(time.Minute)
		o.runner.Drain(ctx)
		o.wants(id, message.HandedOver, "", seeYou)
	})
}

// The report may come before the answer to the request.
func TestAReportThatIsQuicker(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		id := o.send(o.draft())
		o.mail.Around(func(send func() (string, error)) (string, error) {
			o.must(o.mail.Reported(ctx, o.scope, message.Report{Message: id, Arrived: true}))
			return send()
		})
		o.runner.Drain(ctx)
		o.wants(id, message.Delivered, "", seeYou)
	})
}

// Three processes on one database, all at once: each message leaves once.
func TestProcessesBesideEachOtherSendNothingTwice(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		d := dbtest.SQLite(t)
		besideEachOther(t, d, db.Config{Dir: filepath.Dir(d.File())})
	})
	t.Run("postgres", func(t *testing.T) {
		c := db.Config{URL: dbtest.Address(t)}
		besideEachOther(t, handle(t, c), c)
	})
}

// handle is a process's own way to the database.
func handle(t *testing.T, c db.Config) *db.DB {
	t.Helper()
	c.Clock = clock.At(dbtest.Start)
	d, err := db.Open(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func besideEachOther(t *testing.T, d *db.DB, c db.Config) {
	const many = 40
	o := newOffice(t, d, dbtest.Community(t, d))
	want := map[string]bool{}
	for i := range many {
		m := o.draft()
		m.Kind, m.Words = message.OwnWords, fmt.Sprintf("number %d", i)
		o.send(m)
		want["+447700900123: "+m.Words] = true
	}
	runners := []*jobs.Runner{o.runner}
	for range 2 {
		o.d = handle(t, c)
		_, r := o.process()
		runners = append(runners, r)
	}
	var running sync.WaitGroup
	for _, r := range runners {
		running.Go(func() { r.Drain(ctx) })
	}
	running.Wait()
	o.runner.Drain(ctx)
	seen := map[string]bool{}
	for _, text := range o.sms.taken() {
		if seen[text] || !want[text] {
			t.Errorf("%q was sent twice, or is nobody's", text)
		}
		seen[text] = true
	}
	if len(seen) != many {
		t.Errorf("%d of %d were sent", len(seen), many)
	}
}

// Whatever happens, in whatever order, over however many restarts: no text
// leaves a second time, and none leaves after STOP or in the night.
func TestWhateverHappensOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := dbtest.SQLite(t)
		o := newOffice(t, d, dbtest.Community(t, d))
		hands := dbtest.Clock(d)
		stopped, n := false, 0
		crash := false
		around := func(send func() (string, error)) (string, error) {
			if quiet := message.UsualQuiet.Release(hands.Now()); quiet.After(hands.Now()) {
				rt.Fatalf("something leaves at %v", hands.Now())
			}
			if stopped {
				rt.Fatal("something leaves after STOP")
			}
			if crash {
				_, _ = send()
				panic("the power went")
			}
			return send()
		}
		o.mail.Around(around)
		steps := map[string]func(*rapid.T){
			"write": func(*rapid.T) {
				n++
				_, err := o.mail.Send(ctx, o.asha, message.Draft{ID: d.NewID(), Person: o.sam.ID, Channel: message.Text, Kind: message.OwnWords,
					Words: fmt.Sprintf("number %d", n)})
				if stopped != (err != nil) {
					rt.Fatalf("stopped %v, %v", stopped, err)
				}
			},
			"work":      func(*rapid.T) { o.runner.Drain(ctx) },
			"crash":     func(*rapid.T) { crash = true; o.runner.Drain(ctx); crash = false },
			"restart":   func(*rapid.T) { o.mail, o.runner = o.process(); o.mail.Around(around) },
			"busy":      func(*rapid.T) { o.sms.says(http.StatusServiceUnavailable, false) },
			"cut":       func(*rapid.T) { o.sms.says(http.StatusAccepted, true) },
			"well":      func(*rapid.T) { o.sms.says(http.StatusAccepted, false) },
			"a minute":  func(*rapid.T) { hands.Advance(time.Minute) },
			"six hours": func(*rapid.T) { hands.Advance(6 * time.Hour) },
			"a report": func(rt *rapid.T) {
				v, err := o.mail.Writing(ctx, o.asha, o.sam.ID)
				o.must(err)
				if len(v.Sent) > 0 {
					m := rapid.SampledFrom(v.Sent).Draw(rt, "of")
					o.must(o.mail.Reported(ctx, o.scope, message.Report{Message: m.ID, Arrived: rapid.Bool().Draw(rt, "arrived")}))
				}
			},
			"STOP": func(*rapid.T) {
				if rapid.IntRange(0, 4).Draw(rt, "seldom") == 0 {
					o.hears("STOP")
					stopped = true
				}
			},
			"": func(rt *rapid.T) {
				seen := map[string]bool{}
				for _, text := range o.sms.taken() {
					if seen[text] {
						rt.Fatalf("%q was sent twice", text)
					}
					seen[text] = true
				}
			},
		}
		rt.Repeat(steps)
	})
}
