package meeting

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"openmaf/internal/directory/facet"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Import brings the meetings of the source to what the edition says, in one
// transaction, and tells what it did. With dryRun it only tells. An edition
// without one good row changes nothing and is the fault "meeting.import.nothing",
// which names its rows; so does the report.
func (s *Store) Import(ctx context.Context, actor access.Actor, source string, e Edition, dryRun bool) (Report, error) {
	if err := access.Allow(actor, access.MeetingImport, false); err != nil {
		return Report{}, err
	}
	source = strings.Join(strings.Fields(printable(source)), " ")
	e = e.from(source)
	report := plan{}.report(source, e)
	if err := checkSource(source); err != nil {
		return report, err
	}
	if len(e.Rows) == 0 {
		nothing := fault.New(fault.Invalid, "meeting.import.nothing")
		nothing.Problems = e.Rejected
		return report, nothing
	}
	run := s.db.Tx
	if dryRun {
		run = s.db.View
	}
	err := run(ctx, actor.Scope, func(tx *db.Tx) error {
		if !dryRun {
			if err := revise(tx); err != nil {
				return err
			}
		}
		before, err := heldOf(tx, source)
		if err != nil {
			return err
		}
		p := compare(before, e)
		report = p.report(source, e)
		if dryRun {
			return nil
		}
		report.Applied = true
		if err := p.apply(tx, source); err != nil {
			return err
		}
		return trail.Append(tx, report.entry(actor.Account))
	})
	report.Applied = report.Applied && err == nil
	return report, err
}

const longestSource = 100

func checkSource(source string) error {
	key := ""
	switch {
	case source == "":
		key = "meeting.source.empty"
	case strings.EqualFold(source, TypedHere):
		key = "meeting.source.reserved"
	case utf8.RuneCountInString(source) > longestSource:
		key = "meeting.source.long"
	default:
		return nil
	}
	return fault.New(fault.Invalid, key).Field("source", key)
}

// from is the edition as the source's: its name stands in every row and facet,
// and a row that cannot be kept is among the rejected. The given edition's own
// rows stay as they are.
func (e Edition) from(source string) Edition {
	rows := e.Rows
	e.Rows, e.Rejected = make([]EditionRow, 0, len(rows)), slices.Clone(e.Rejected)
	for _, r := range rows {
		r.Source = source
		r.Facets = slices.Clone(r.Facets)
		for i := range r.Facets {
			r.Facets[i].Source = source
		}
		r.Listing = r.Tidy()
		if f := fault.As(r.Check()); f != nil {
			first := f.Problems[0]
			first.Row = r.Number
			e.Rejected = append(e.Rejected, first)
			e.Unread = append(slices.Clip(e.Unread), r.SourceID)
			continue
		}
		e.Rows = append(e.Rows, r)
	}
	slices.SortStableFunc(e.Rejected, byRow)
	return e
}

func byRow(a, b fault.Problem) int { return cmp.Compare(a.Row, b.Row) }

func heldOf(tx *db.Tx, source string) ([]held, error) {
	return db.All(tx, func(r db.Row) (h held, err error) {
		return h, r.Scan(&h.id, db.OrZero(&h.sourceID), &h.key, &h.digest, &h.missing, &h.withdrawn)
	}, `SELECT id, source_id, list_key, list_digest, missing_from IS NOT NULL, withdrawn FROM meeting
		WHERE community_id = $1 AND source = $2 AND list_key IS NOT NULL ORDER BY id`, tx.Community(), source)
}

// apply writes the plan down, each kind of change through one prepared
// statement.
func (p plan) apply(tx *db.Tx, source string) error {
	for _, write := range []func(*db.Tx, string) error{p.insert, p.change, p.remember, p.miss} {
		if err := write(tx, source); err != nil {
			return err
		}
	}
	return nil
}

// each runs the statement for each of the items.
func each[T any](tx *db.Tx, items []T, statement string, args func(T) ([]any, error)) error {
	if len(items) == 0 {
		return nil
	}
	stmt, err := tx.Prepare(statement)
	if err != nil {
		return err
	}
	defer stmt.Close()
	for _, item := range items {
		a, err := args(item)
		if err != nil {
			return err
		}
		if _, err := stmt.Exec(a...); err != nil {
			return err
		}
	}
	return nil
}

func (p plan) insert(tx *db.Tx, source string) error {
	return each(tx, p.added, insertMeeting, func(r row) ([]any, error) {
		return content(tx, r.Listing, tx.Community(), tx.NewID(), source, db.OrNull(r.SourceID), r.key, r.digest), nil
	})
}

// change writes what the list says now. What somebody learned on a day stays.
func (p plan) change(tx *db.Tx, _ string) error {
	return each(tx, p.changed, changeMeeting, func(u update) ([]any, error) {
		had, err := Get(tx, u.id)
		if err != nil {
			return nil, err
		}
		now := had.Listing
		if u.digest != u.now.digest {
			now = u.now.Listing
			now.Facets = withLearned(now.Facets, had.Facets)
		}
		if !sameEvening(had.Listing, now) {
			if err := uncheck(tx, u.id); err != nil {
				return nil, err
			}
		}
		return content(tx, now, tx.Community(), u.id), nil
	})
}

// uncheck takes the day of the last check away: the list now names another time
// or place than the one that was checked.
func uncheck(tx *db.Tx, id string) error {
	_, err := tx.Exec(`UPDATE meeting SET last_checked = NULL, checked_by = NULL WHERE community_id = $1 AND id = $2`,
		tx.Community(), id)
	return err
}

// withLearned puts on top of a list's facets those that somebody of the
// community learned on a day.
func withLearned(listed, had []facet.Fact) []facet.Fact {
	for _, f := range had {
		if !f.On.IsZero() {
			listed = facet.With(listed, f)
		}
	}
	return listed
}

// sameEvening reports whether both send a person to the same place at the same
// time.
func sameEvening(a, b Listing) bool {
	return a.Slot.Rule.Equal(b.Slot.Rule) && a.Slot.Start == b.Slot.Start && a.Postcode == b.Postcode &&
		fold(a.Venue) == fold(b.Venue) && a.Attendance == b.Attendance
}

// remember notes what the list itself said last, of those that changed and of
// those that only bear another id now.
func (p plan) remember(tx *db.Tx, _ string) error {
	return each(tx, slices.Concat(p.changed, p.renumbered), `UPDATE meeting
		SET source_id = $1, list_key = $2, list_digest = $3, missing_from = NULL WHERE community_id = $4 AND id = $5`,
		func(u update) ([]any, error) {
			return []any{db.OrNull(u.now.SourceID), u.now.key, u.now.digest, tx.Community(), u.id}, nil
		})
}

func (p plan) miss(tx *db.Tx, _ string) error {
	return each(tx, p.missing, `UPDATE meeting SET missing_from = $1, version = version + 1, updated_at = $2
		WHERE community_id = $3 AND id = $4`,
		func(h held) ([]any, error) {
			return []any{today(tx).String(), tx.Stamp(), tx.Community(), h.id}, nil
		})
}

func (r Report) entry(account string) trail.Entry {
	facts := trail.Facts{"format": r.Format}
	for name, n := range map[string]int{
		"read": r.Read, "added": r.Added, "changed": r.Changed, "unchanged": r.Unchanged,
		"missing": r.Missing, "duplicates": r.Duplicates, "rejected": len(r.Rejected),
	} {
		facts[name] = strconv.Itoa(n)
	}
	return trail.Entry{Account: account, Event: trail.ListImported,
		Subject: trail.Subject{Kind: "list", ID: r.Source}, Facts: facts}
}
