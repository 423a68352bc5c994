package people_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"openmaf/internal/people/chat"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// lengthen gives the person so many entries: chats, and answers.
func (tm *team) lengthen(at string, entries int) {
	tm.Helper()
	id := strings.TrimPrefix(at, "/people/")
	for n := 0; n < entries; n += 100 {
		dbtest.Clock(tm.d).Advance(time.Hour)
		err := tm.d.Tx(tm.Context(), tm.s, func(tx *db.Tx) error {
			for i := range min(100, entries-n) {
				if i%2 == 0 {
					c := chat.Chat{ID: tx.NewID(), On: civil.DateOf(tx.Now()), Setting: "street", Length: "under_5",
						HelpWith: fmt.Sprintf("words %d", n+i), Worries: []chat.Worry{"cost", "travel"}}
					if err := chat.Add(tx, tm.asha, id, c); err != nil {
						return err
					}
					continue
				}
				if err := trail.Append(tx, trail.Entry{Account: tm.asha.Account, Event: trail.PersonChanged,
					Subject: trail.Subject{Kind: "person", ID: tx.NewID()}, Person: id}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			tm.Fatal(err)
		}
	}
}

// quickest is the least time that the page takes: what else the machine does
// only ever adds to it.
func (tm *team) quickest(at string) time.Duration {
	tm.Helper()
	best := time.Hour
	for range 31 {
		begun := time.Now()
		tm.Get(at).Want(200)
		best = min(best, time.Since(begun))
	}
	return best
}

// A person with 2,000 entries costs no more than one with 20: the same number
// of queries, each of which reads one page.
func TestALongStoryCostsNoMore(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		short, long := tm.have(nil), tm.have(url.Values{"name": {"Long Example"}})
		tm.lengthen(short, 20)
		tm.lengthen(long, 2000)
		queries := 0
		tm.d.CountQueries(func() { queries++ })
		ask := func(at string) int { // the fewest: looks are written behind the pages, and count as well
			fewest := 1000
			for range 3 {
				queries = 0
				tm.Get(at).Want(200)
				fewest = min(fewest, queries)
			}
			return fewest
		}
		few, many := ask(short), ask(long)
		tm.d.CountQueries(nil)
		if many > few || many > 8 {
			t.Errorf("%d queries for 20 entries, %d for 2,000", few, many)
		}
		if one, other := tm.quickest(short), tm.quickest(long); other > 2*one {
			t.Errorf("%s for 20 entries, %s for 2,000", one, other)
		} else {
			t.Logf("%s for 20 entries, %s for 2,000, %d queries", one, other, many)
		}

		// However old a chat is, its words stand with it.
		older := tm.Get(long)
		for range 3 {
			older = tm.Get(older.Attr(`a[rel="next"]`, "href")).Want(200)
		}
		tm.says(older, "words 19")
		ben := persontest.Actor(t, tm.d, tm.s, "Ben B", access.Facilitator)
		tm.As(ben).Get(long).Want(404)
	})
}
