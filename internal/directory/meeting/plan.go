package meeting

import (
	"slices"

	"openmaf/internal/platform/fault"
)

// held is what an import needs to know of a meeting that an earlier edition of
// its list brought.
type held struct {
	id        string
	sourceID  string
	key       string // identity, as the list gave it
	digest    string // of what the list said
	missing   bool
	withdrawn bool
}

// plan is what an import is going to do.
type plan struct {
	added      []row
	changed    []update
	renumbered []update // the list says the same under another id
	missing    []held
	unchanged  int
	duplicates int
	warnings   []fault.Problem
}

type update struct {
	held
	now row
}

// compare finds for each row of the edition the meeting that it speaks of, in
// three rounds, so that the surest match takes a meeting first:
//
//  1. the list's id and the identity are the same;
//  2. the identity is the same: the list gave the meeting a new id;
//  3. the id is the same and the content agrees: one thing changed.
//
// What is left of the edition is new; what is left of the meetings is missing.
func compare(before []held, e Edition) plan {
	var p plan
	rows := p.dropRepeats(e.Rows)
	m := newMatcher(before)
	match := make([]*held, len(rows))
	for _, round := range []func(row) *held{m.sameBoth, m.sameIdentity, m.sameID} {
		for i, r := range rows {
			if match[i] == nil {
				match[i] = round(r)
			}
		}
	}
	for i, r := range rows {
		p.sort(match[i], r)
	}
	for i := range before {
		if h := &before[i]; !m.taken[h] && h.goesMissing(e) {
			p.missing = append(p.missing, *h)
		}
	}
	return p
}

// goesMissing reports whether a meeting that no row of the edition speaks of is
// no longer on the list.
func (h *held) goesMissing(e Edition) bool {
	unread := h.sourceID != "" && slices.Contains(e.Unread, h.sourceID)
	return !h.missing && !h.withdrawn && !unread && !e.Partial
}

// row is a row of the edition with what it is compared by, worked out once.
type row struct {
	EditionRow
	identity identity
	key      string
	digest   string
}

func newRow(r EditionRow) row {
	i := identityOf(r.Listing)
	return row{r, i, i.key(), digest(r.Listing)}
}

// dropRepeats takes out the rows that say again what another row said: the same
// identity, and no ids that tell them apart. Where a list holds two meetings of
// one name, day, time and postcode under two ids, both stay, with a warning: to
// lose a real meeting is worse than to show one twice.
func (p *plan) dropRepeats(all []EditionRow) []row {
	first := make(map[string][]row, len(all))
	rows := make([]row, 0, len(all))
	for _, r := range all {
		now := newRow(r)
		seen := first[now.key]
		if i := slices.IndexFunc(seen, now.repeats); i >= 0 {
			p.duplicates++
			p.unchanged++
			if seen[i].digest != now.digest {
				p.warn(now, "meeting.import.repeats", seen[i])
			}
			continue
		}
		if len(seen) > 0 {
			p.warn(now, "meeting.import.alike", seen[0])
		}
		first[now.key] = append(seen, now)
		rows = append(rows, now)
	}
	return rows
}

// repeats reports whether r is the meeting of an earlier row of the same
// identity. Without a postcode the venue must be the same as well.
func (r row) repeats(earlier row) bool {
	if r.SourceID != "" && earlier.SourceID != "" {
		return r.SourceID == earlier.SourceID
	}
	return r.Postcode != "" || fold(r.Venue) == fold(earlier.Venue)
}

func (p *plan) warn(r row, key string, earlier row) {
	p.warnings = append(p.warnings, fault.Problem{Row: r.Number, Field: "name", Key: key,
		Args: fault.Args{"Row": r.Number, "Earlier": earlier.Number, "Name": r.Title}})
}

// sort puts a row where it belongs, h being the meeting it speaks of or nil.
func (p *plan) sort(h *held, r row) {
	switch {
	case h == nil:
		p.added = append(p.added, r)
	case h.withdrawn: // a person's word against the list's
		p.unchanged++
	case h.digest != r.digest || h.missing:
		p.changed = append(p.changed, update{*h, r})
	default:
		p.unchanged++
		if h.sourceID != r.SourceID {
			p.renumbered = append(p.renumbered, update{*h, r})
		}
	}
}

// matcher finds meetings by id and by identity, each meeting once.
type matcher struct {
	byKey, byID map[string][]*held
	taken       map[*held]bool
}

func newMatcher(before []held) *matcher {
	m := &matcher{byKey: map[string][]*held{}, byID: map[string][]*held{}, taken: map[*held]bool{}}
	for i := range before {
		h := &before[i]
		m.byKey[h.key] = append(m.byKey[h.key], h)
		if h.sourceID != "" {
			m.byID[h.sourceID] = append(m.byID[h.sourceID], h)
		}
	}
	return m
}

func (m *matcher) take(from []*held, fits func(*held) bool) *held {
	for _, h := range from {
		if !m.taken[h] && fits(h) {
			m.taken[h] = true
			return h
		}
	}
	return nil
}

func (m *matcher) sameBoth(r row) *held {
	return m.take(m.byKey[r.key], func(h *held) bool { return h.sourceID == r.SourceID })
}

func (m *matcher) sameIdentity(r row) *held {
	return m.take(m.byKey[r.key], func(*held) bool { return true })
}

func (m *matcher) sameID(r row) *held {
	return m.take(m.byID[r.SourceID], func(h *held) bool { return identityFrom(h.key).agrees(r.identity) })
}

// report tells what the plan comes to.
func (p plan) report(source string, e Edition) Report {
	r := Report{
		Source: source, Format: e.Format, Read: e.Read,
		Added: len(p.added), Changed: len(p.changed), Unchanged: p.unchanged,
		Missing: len(p.missing), Duplicates: p.duplicates,
		Rejected: e.Rejected, Warnings: slices.Concat(e.Warnings, p.warnings),
	}
	slices.SortStableFunc(r.Warnings, byRow)
	return r
}
