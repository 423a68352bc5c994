package message

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
)

// Whatever happens in whatever order: nothing leads back from a claim but the
// proof that nothing was sent, and what has ended stays as it ended unless a
// report knows better.
func TestAMessageIsClaimedOnceUnlessItCameBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		state, maySend := Waiting, true // maySend: nothing is on the wire
		for _, e := range rapid.SliceOfN(rapid.SampledFrom(Events), 1, 60).Draw(t, "events") {
			next, ok := state.After(e)
			if !ok {
				continue
			}
			if e == Claim && !maySend {
				t.Fatalf("claimed a second time out of %s", state)
			}
			maySend = maySend && e != Claim || e == Return && state == Sending
			if next.MayBeSent() && !maySend {
				t.Fatalf("%s of %s leads to %s, and it may have been sent", e, state, next)
			}
			if (state == Delivered || state == Stopped) && next != state {
				t.Fatalf("%s is left for %s", state, next)
			}
			state = next
		}
	})
}

func TestTheTableOfMovesIsWhole(t *testing.T) {
	reached := map[State]bool{Waiting: true, Held: true}
	for from, row := range moves {
		if !slices.Contains(States, from) {
			t.Errorf("%s is no state", from)
		}
		for e, to := range row {
			if !slices.Contains(Events, e) || !slices.Contains(States, to) {
				t.Errorf("%s of %s leads to %s", e, from, to)
			}
			reached[to] = true
		}
	}
	for _, s := range States {
		if !reached[s] {
			t.Errorf("nothing leads to %s", s)
		}
		if events[s] == "" {
			t.Errorf("the trail has no word for %s", s)
		}
	}
}

// Over both clock changes: 29 March 2026, when the clocks go forward at one,
// and 25 October 2026, when they go back at two.
func TestQuietHours(t *testing.T) {
	at := func(day, clock string) time.Time {
		d, err := civil.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		c, err := civil.ParseTimeOfDay(clock)
		if err != nil {
			t.Fatal(err)
		}
		return d.At(c)
	}
	late := Quiet{From: 22 * 60, Until: 7 * 60}
	for _, tt := range []struct {
		q                         Quiet
		day, clock, outDay, until string // until empty: at once
		utc                       string
	}{
		{UsualQuiet, "2026-05-01", "08:00", "", "", ""},
		{UsualQuiet, "2026-05-01", "20:59", "", "", ""},
		{UsualQuiet, "2026-05-01", "21:00", "2026-05-02", "08:00", "2026-05-02T07:00:00.000Z"},
		{UsualQuiet, "2026-05-01", "07:59", "2026-05-01", "08:00", "2026-05-01T07:00:00.000Z"},
		{UsualQuiet, "2026-05-01", "00:00", "2026-05-01", "08:00", "2026-05-01T07:00:00.000Z"},
		{UsualQuiet, "2026-12-31", "23:59", "2027-01-01", "08:00", "2027-01-01T08:00:00.000Z"},
		{UsualQuiet, "2028-02-28", "22:00", "2028-02-29", "08:00", "2028-02-29T08:00:00.000Z"},
		{UsualQuiet, "2026-03-28", "21:00", "2026-03-29", "08:00", "2026-03-29T07:00:00.000Z"},
		{UsualQuiet, "2026-03-29", "00:30", "2026-03-29", "08:00", "2026-03-29T07:00:00.000Z"},
		{UsualQuiet, "2026-03-29", "02:00", "2026-03-29", "08:00", "2026-03-29T07:00:00.000Z"},
		{UsualQuiet, "2026-03-29", "21:00", "2026-03-30", "08:00", "2026-03-30T07:00:00.000Z"},
		{UsualQuiet, "2026-10-24", "21:00", "2026-10-25", "08:00", "2026-10-25T08:00:00.000Z"},
		{UsualQuiet, "2026-10-25", "01:30", "2026-10-25", "08:00", "2026-10-25T08:00:00.000Z"},
		{UsualQuiet, "2026-10-25", "20:59", "", "", ""},
		{late, "2026-10-25", "21:59", "", "", ""},
		{late, "2026-10-25", "22:00", "2026-10-26", "07:00", "2026-10-26T07:00:00.000Z"},
		{late, "2026-03-29", "06:59", "2026-03-29", "07:00", "2026-03-29T06:00:00.000Z"},
	} {
		asked := at(tt.day, tt.clock)
		got, want := tt.q.Release(asked), asked
		if tt.until != "" {
			want = at(tt.outDay, tt.until)
			if civil.Instant(want) != tt.utc {
				t.Fatalf("the table is wrong: %s %s is %s", tt.outDay, tt.until, civil.Instant(want))
			}
		}
		if !got.Equal(want) {
			t.Errorf("%s %s leaves at %v, want %v", tt.day, tt.clock, got, want)
		}
	}
	second := at("2026-10-25", "01:30").Add(time.Hour) // half past one for the second time
	if got := UsualQuiet.Release(second); !got.Equal(at("2026-10-25", "08:00")) {
		t.Errorf("the second half past one leaves at %v", got)
	}
}

func TestNothingLeavesWhileItIsQuiet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := Quiet{From: civil.TimeOfDay(rapid.IntRange(earliestQuiet, latestQuiet).Draw(t, "from")),
			Until: civil.TimeOfDay(rapid.IntRange(soonestLoud, latestLoud).Draw(t, "until"))}
		if q.Check() != nil {
			t.Fatalf("%v is refused", q)
		}
		asked := time.UnixMilli(rapid.Int64Range(1.7e12, 2.5e12).Draw(t, "at"))
		out := q.Release(asked)
		clock := out.In(civil.London)
		minute := civil.TimeOfDay(clock.Hour()*60 + clock.Minute())
		if out.Before(asked) || minute < q.Until || minute >= q.From {
			t.Fatalf("asked for at %v, out at %v", asked.In(civil.London), clock)
		}
		if out.Sub(asked) > 20*time.Hour+time.Hour || !q.Release(out).Equal(out) {
			t.Fatalf("asked for at %v, out at %v, and then at %v", asked, out, q.Release(out))
		}
	})
}

func TestQuietHoursThatAreTooShort(t *testing.T) {
	for _, q := range []Quiet{{}, {From: 23 * 60, Until: 8 * 60}, {From: 21 * 60, Until: 5 * 60}, {From: 21 * 60, Until: 13 * 60}, {From: 8 * 60, Until: 9 * 60}} {
		if q.Check() == nil {
			t.Errorf("%v is taken", q)
		}
	}
}

func TestTaboo(t *testing.T) {
	for words, found := range map[string]string{
		"See you at 6.": "", "The side door by the library is open.": "", "Bring a coat, Sam!": "", "Ring me on 01632 960123.": "",
		"Meet you at the clock, bus 4A.": "", "Na, running late": "", "Is it a nice day?": "", "Tell your ma hello": "", "A smart coat": "",
		"see you at AA": "AA", "see you at aa": "aa", "the A.A. one": "AA", "a a at six": "aa", "N.A.": "NA", "SMART at six": "SMART",
		"Smart Recovery": "Smart Recovery", "Al-Anon": "Al Anon", "alanon": "alanon", "your meeting": "meeting", "Meetings!": "Meetings",
		"ALCOHOL": "ALCOHOL", "alcoholics": "alcoholics", "drug-free": "drug", "one day sober": "sober", "recovering well": "recovering",
		"in rec\u200bovery": "recovery", "ｓｏｂｅｒ": "sober", "s0ber": "s0ber", "dr1nking": "dr1nking", "alc0h0l": "alc0h0l",
		"12 step": "12 step", "twelve-step": "twelve step", "12step": "12step", "the clinic": "clinic", "your keyworker": "keyworker",
		"methadone": "methadone", "no relapse": "relapse", "CA tonight": "CA", "cyfarfod": "cyfarfod", "Alkohol": "Alkohol",
		"http://www.na.org": "na", "(AA)": "AA", "group": "group", "the #sober life": "sober",
	} {
		if got := Taboo(words, "Na"); got != found {
			t.Errorf("%q: found %q, want %q", words, got, found)
		}
	}
}

func FuzzTaboo(f *testing.F) {
	for _, s := range []string{"See you at 6.", "A.A.", "Al-Anon", "\u200b", "12 step", "a a a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if found := Taboo("alcohol "+s, ""); found == "" {
			t.Fatalf("%q hides the word before it", s)
		}
		if found := Taboo(s, ""); found != "" && strings.TrimSpace(found) == "" {
			t.Fatalf("%q: found %q", s, found)
		}
	})
}

func TestWhatSomebodyWroteBack(t *testing.T) {
	for says, all := range map[Says][]string{
		SaysStop: {"STOP", "stop", "Stop.", " stop ", "STOPP", "stop please", "Please stop", "pls stop", "STOP!!!", "“Stop”", "STOP\n", "stop texting me",
			"Stop all", "STOPALL", "Can you stop texting me", "please stop messaging", "END", "end please", "End.", "UNSUBSCRIBE", "unsubscribe me", "cancel",
			"QUIT", "STOPIO", "stopio os gwelwch", "opt out", "optout", "no more texts please", "hi stop thanks", "don't text me", "dont contact me",
			"Ｓｔｏｐ", "STOP 👍", "koniec", "بند کرو", "ਬੰਦ ਕਰੋ", "બંધ કરો", "stop by tomorrow?"},
		SaysStart: {"START", "start please", "Unstop", "resume", "cychwyn"},
		SaysWords: {"", "yes", "OK see you", "end of the week is fine", "cancel tomorrow please", "don't stop", "dont stop texting me, it helps", "bus stop at 6",
			"which stop?", "thanks", "👍", "I start work at 5", "can't stop, late", "non stop rain", "the last stop"},
	} {
		for _, words := range all {
			if got := Heard(words); got != says {
				t.Errorf("%q is heard as %s, want %s", words, got, says)
			}
		}
	}
}

func FuzzHeard(f *testing.F) {
	for _, s := range []string{"STOP", "stop please", "no more texts", "don't", "no", "opt", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := Heard("STOP " + s); got != SaysStop {
			t.Fatalf("STOP %q is heard as %s", s, got)
		}
		Heard(s)
	})
}

func TestWhatAStatusMeans(t *testing.T) {
	for status, want := range map[string][2]bool{"1": {true, true}, "DELIVRD": {true, true}, " delivered ": {true, true}, "2": {false, true}, "16": {false, true},
		"UNDELIV": {false, true}, "8": {}, "4": {}, "": {}, "sent": {}, "queued": {}} {
		if got, final := StatusOf(status); got != want[0] || final != want[1] {
			t.Errorf("%q: %v, %v", status, got, final)
		}
	}
}

// What the list says, in every language that is prepared, stands alone on a
// telephone that anybody may pick up.
func TestTheListSaysNothing(t *testing.T) {
	for _, l := range locale.Languages {
		w := locale.Standard().In(l.Code)
		for _, kind := range []Kind{Reminder, NewTime, DoorOpen, RingUs, OwnLink} {
			for _, leaves := range []civil.Date{{Year: 2026, Month: 5, Day: 6}, {Year: 2026, Month: 5, Day: 7}} {
				d := Draft{Kind: kind, On: civil.Date{Year: 2026, Month: 5, Day: 7}, At: 18 * 60, Link: "/own/abc"}
				words, err := compose(w, person.Person{Name: "Sam K"}, d, leaves, "01632 960123", "https://maf.example")
				if err != nil || strings.Contains(words, "[") || strings.Contains(words, "Sam K") {
					t.Errorf("%s %s: %q, %v", l.Code, kind, words, err)
				}
			}
		}
		for _, key := range []string{"message.text.end_emails", "message.text.test", "message.text.stop_title", "message.text.stop_ask"} {
			if found := Taboo(w.T(key, "Link", ""), ""); found != "" {
				t.Errorf("%s %s says %q", l.Code, key, found)
			}
		}
	}
}
