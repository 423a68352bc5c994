package asking_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/message"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/jobs"
	"openmaf/internal/platform/locale"
	"openmaf/internal/platform/notify"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
)

// post is the desk with a gateway for texts, and Sam's number in the record.
type post struct {
	*desk
	mail   *message.Service
	runner *jobs.Runner
	mu     sync.Mutex
	took   []string // by the gateway
}

func eachPost(t *testing.T, test func(k *post)) {
	t.Helper()
	each(t, func(d *desk) {
		k := &post{desk: d}
		gateway := httptest.NewServer(http.HandlerFunc(k.take))
		d.Cleanup(gateway.Close)
		sealer, err := seal.InMemory()
		k.must(err)
		k.mail = message.New(d.d, sealer, nil)
		k.runner = jobs.New(d.d.Clock(), slog.New(slog.DiscardHandler), k.mail.Queues(d.s)...)
		k.mail.Operate(notify.Reach{Own: []string{strings.TrimPrefix(gateway.URL, "http://")}}, slog.New(slog.DiscardHandler), k.runner.Wake)
		k.must(k.mail.Set(ctx, k.max, message.Settings{Texts: true, Quiet: message.UsualQuiet, Ways: message.Ways{Site: "https://maf.example/",
			Gateway: message.GatewayAt{Kannel: true, URL: gateway.URL, User: "us", Password: "a long password", From: "07700900000"}}}))
		k.asks = asking.New(d.d, sealer, k.mail)
		k.sam.Phone, k.sam.Contact = "07700 900123", person.Contact{How: person.Text}
		k.must(person.New(d.d).Change(ctx, k.asha, k.sam))
		k.says(consent.Contact, true)
		k.says(consent.Text, true)
		test(k)
	})
}

func (k *post) take(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.took = append(k.took, string(body))
	w.WriteHeader(http.StatusAccepted)
}

func (k *post) says(p consent.Purpose, yes bool) {
	k.Helper()
	words := locale.English()
	k.must(consent.New(k.d).Answer(ctx, k.asha, words, k.sam.ID, consent.Answer{Purpose: p, Given: yes, Version: consent.WordingOf(words, p).Version}))
}

// taken is what the gateway got, once all that is due has left.
func (k *post) taken() []string {
	k.runner.Drain(ctx)
	k.mu.Lock()
	defer k.mu.Unlock()
	return append([]string(nil), k.took...)
}

func (k *post) send(ask string) error {
	_, err := k.asks.Send(ctx, k.asha, k.sam.ID, ask, k.d.NewID(), message.Text)
	return err
}

var answerAt = regexp.MustCompile(`https://maf\.example/answer/([A-Za-z0-9_-]{43})$`)

// The link that is sent opens the questions once; nobody here can read it, and
// the words beside it tell nothing.
func TestALinkToQuestionsIsSent(t *testing.T) {
	eachPost(t, func(k *post) {
		ask := k.asked("own-visit", asking.Phone)
		k.must(k.send(ask))
		texts := k.taken()
		if len(texts) != 1 || answerAt.FindStringSubmatch(texts[0]) == nil {
			t.Fatalf("the telephone got %q", texts)
		}
		for _, told := range []string{"question", "recover", "group", "meeting"} {
			if strings.Contains(strings.ToLower(texts[0]), told) {
				t.Errorf("the text says %q: %s", told, texts[0])
			}
		}
		token := answerAt.FindStringSubmatch(texts[0])[1]
		writing, err := k.mail.Writing(ctx, k.asha, k.sam.ID)
		k.must(err)
		if words := writing.Sent[0].Words; strings.Contains(words, token) {
			t.Errorf("the team reads %q", words)
		}
		visit, err := k.asks.Open(ctx, k.s, token)
		k.must(err)
		_, err = k.asks.Of(ctx, k.s, visit)
		k.must(err)
		k.refused("a second message", "asking.sent", k.send(ask))
	})
}

// One form is one message, however often it is sent; and one asking is.
func TestALinkToQuestionsIsSentOnce(t *testing.T) {
	eachPost(t, func(k *post) {
		ask, id := k.asked("own-visit", asking.Phone), k.d.NewID()
		for range 3 {
			_, err := k.asks.Send(db.Once(ctx, k.asha.Account, id, nil), k.asha, k.sam.ID, ask, id, message.Text)
			k.must(err)
		}
		k.refused("another form", "asking.sent", k.send(ask))
		if texts := k.taken(); len(texts) != 1 {
			t.Errorf("the gateway took %q", texts)
		}
	})
}

func TestALinkToQuestionsIsNotSentWhereItMayNot(t *testing.T) {
	for why, when := range map[string]func(k *post){
		"message.not.no_contact": func(k *post) { k.says(consent.Contact, false) },
		"message.not.no_consent": func(k *post) {
			k.must(k.mail.Receive(ctx, k.s, message.Inbound{Name: "one", From: "+447700900123", Words: "STOP"}))
		},
		"asking.not_agreed": func(k *post) { k.agrees(false) },
		"asking.late":       func(k *post) { dbtest.Clock(k.d).Advance(15 * 24 * time.Hour) },
		"asking.week": func(k *post) {
			other, err := k.begin("ons4", asking.Monthly, asking.Aloud, today.AddDays(7))
			k.must(err)
			dbtest.Clock(k.d).Set(today.AddDays(8).At(12 * 60))
			k.must(k.asks.Type(ctx, k.asha, k.sam.ID, other, asking.Typing{Said: asking.Said{asking.Field("satisfied", 0): "7"}, How: asking.Aloud}))
		},
		"asking.check_in": func(k *post) { k.checksIn(today.AddDays(3)) },
	} {
		t.Run(why, func(t *testing.T) {
			eachPost(t, func(k *post) {
				ask := k.asked("own-before", asking.Phone)
				when(k)
				k.refused("Sam", why, k.send(ask))
				if texts := k.taken(); len(texts) != 0 {
					t.Errorf("the gateway took %q", texts)
				}
			})
		})
	}
}

// At night it waits for the morning; and does not leave where it has ended by
// then: they said STOP, they answered in another way, or it was taken back.
func TestALinkToQuestionsWaitsForTheMorning(t *testing.T) {
	for name, end := range map[string]func(k *post, ask string){
		"": func(*post, string) {},
		"STOP": func(k *post, _ string) {
			k.must(k.mail.Receive(ctx, k.s, message.Inbound{Name: "one", From: "+447700900123", Words: "stop"}))
		},
		"taken back": func(k *post, ask string) { k.must(k.asks.Withdraw(ctx, k.asha, k.sam.ID, ask)) },
		"handed over": func(k *post, ask string) {
			_, err := k.asks.HandOver(ctx, k.asha, k.sam.ID, ask)
			k.must(err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			eachPost(t, func(k *post) {
				dbtest.Clock(k.d).Set(today.At(22 * 60))
				ask := k.asked("own-visit", asking.Phone)
				leaves, err := k.asks.Send(ctx, k.asha, k.sam.ID, ask, k.d.NewID(), message.Text)
				k.must(err)
				if want := today.AddDays(1).At(8 * 60); !leaves.Equal(want) {
					t.Errorf("it leaves at %v, not %v", leaves, want)
				}
				if texts := k.taken(); len(texts) != 0 {
					t.Errorf("at night the gateway took %q", texts)
				}
				end(k, ask)
				dbtest.Clock(k.d).Advance(12 * time.Hour)
				if texts := k.taken(); len(texts) != map[bool]int{true: 1, false: 0}[name == ""] {
					t.Errorf("in the morning the gateway took %q", texts)
				}
			})
		})
	}
}

// checksIn lets a check-in of Sam's fall due on the day.
func (k *desk) checksIn(on civil.Date) {
	k.Helper()
	k.must(k.d.Tx(ctx, k.s, func(tx *db.Tx) error {
		way := tx.NewID()
		if _, err := tx.Exec(`INSERT INTO link (community_id, id, person_id, state, had, wish, raised_on, raised_by, since_on, gap, why, attendances, how,
				cause, our_faults, differ, frequency, facets, held, reason, stopped, tries, quiet, version, updated_at)
			VALUES ($1, $2, $3, 'comfort_checked', '', '{}', $4, $5, $4, FALSE, '', 1, '', '', 0, '', '', '', '', '', '', 0, FALSE, 1, $6)`,
			tx.Community(), way, k.sam.ID, today.String(), k.asha.Account, tx.Stamp()); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO link_due (community_id, link_id, kind, at) VALUES ($1, $2, 'second_check', $3)`,
			tx.Community(), way, civil.Instant(on.At(600)))
		return err
	}))
}

// An asking that planned itself is asked in the way that is chosen when it is,
// and makes way for one that somebody plans.
func TestHowIsSaidWhenTheyAreAsked(t *testing.T) {
	each(t, func(k *desk) {
		plan := func(id string, opens civil.Date) {
			k.must(k.d.Tx(ctx, k.s, func(tx *db.Tx) error {
				d, err := measure.Newest(tx, "own-before")
				k.must(err)
				return asking.Plan(tx, d, asking.Planned{ID: id, Person: k.sam.ID, Language: "pl",
					TimePoint: asking.TimePoint{Measure: "own-before", At: asking.Before}, Opens: opens, Closes: opens.AddDays(14)})
			}))
		}
		first, second := k.d.NewID(), k.d.NewID()
		plan(first, today)
		plan(second, today.AddDays(7))
		_, err := k.asks.HandOver(ctx, k.asha, k.sam.ID, first)
		k.must(err)
		_, err = k.begin("ons4", asking.Monthly, asking.Aloud, today.AddDays(3))
		k.refused("by hand in the week of what was asked", "asking.week", err)
		_, err = k.begin("ons4", asking.Monthly, asking.Aloud, today.AddDays(8))
		k.must(err)
		d, err := k.asks.Desk(ctx, k.asha, k.sam.ID)
		k.must(err)
		if len(d.Asks) != 2 || d.Asks[1].ID != first || d.Asks[1].How != asking.Tablet || d.Asks[1].Asked != today {
			t.Errorf("there is %+v", d.Asks)
		}
	})
}

func TestWhoIsToBeAskedIsPaged(t *testing.T) {
	each(t, func(k *desk) {
		for n := range 27 {
			p := persontest.Add(t, k.d, k.asha, person.Person{Name: "Sam (invented)"})
			k.sam = p
			k.agrees(true)
			_, err := k.begin("ons4", asking.Before, asking.Aloud, today.AddDays(n%2*7))
			k.must(err)
		}
		k.sam = persontest.Add(t, k.d, k.bo, person.Person{Name: "Kim (invented)"})
		k.must(consent.New(k.d).Answer(ctx, k.bo, locale.English(), k.sam.ID, consent.Answer{Purpose: consent.Evaluation, Given: true,
			Version: consent.WordingOf(locale.English(), consent.Evaluation).Version}))
		k.must(k.asks.Begin(ctx, k.bo, asking.Beginning{ID: k.d.NewID(), Person: k.sam.ID, Measure: "ons4", Point: asking.Before, How: asking.Aloud}))
		for _, c := range []struct {
			name string
			next bool
			by   int
			want int
		}{{"Asha, this week", false, 0, 14}, {"Asha, next week", true, 0, 13}, {"Bo", false, 1, 1}, {"a manager", false, 2, 15}} {
			page, err := k.asks.ToAsk(ctx, []access.Actor{k.asha, k.bo, k.max}[c.by], c.next, "")
			k.must(err)
			if len(page.Rows) != c.want || page.After != "" {
				t.Errorf("%s: %d rows", c.name, len(page.Rows))
			}
		}
		dbtest.Clock(k.d).Set(today.AddDays(7).At(12 * 60))
		page, err := k.asks.ToAsk(ctx, k.asha, false, "")
		k.must(err)
		rest, err := k.asks.ToAsk(ctx, k.asha, false, page.After)
		k.must(err)
		if len(page.Rows) != 25 || len(rest.Rows) != 2 || rest.After != "" {
			t.Errorf("%d and %d rows", len(page.Rows), len(rest.Rows))
		}
	})
}
