package meeting

import (
	"context"
	"strings"

	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Store keeps a community's meetings.
type Store struct{ db *db.DB }

// New keeps meetings in d.
func New(d *db.DB) *Store { return &Store{d} }

// PageSize is how many meetings one page of a list holds.
const PageSize = 25

// Query asks for one page of meetings in the order of their titles.
type Query struct {
	Search string // words of the title; empty for all
	After  Cursor // the end of the page before; zero for the first page
}

// Cursor is the last meeting of a page: the next page begins behind it.
type Cursor struct{ Title, ID string }

// Page is one page of meetings. More tells that Next begins another one.
type Page struct {
	Meetings []Meeting
	Next     Cursor
	More     bool
}

// Get reads one meeting, withdrawn or not.
func (s *Store) Get(ctx context.Context, actor access.Actor, id string) (m Meeting, err error) {
	if err := access.Allow(actor, access.MeetingRead, false); err != nil {
		return m, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		m, err = Get(tx, id)
		return err
	})
	return m, err
}

// List reads one page of the meetings that are not withdrawn.
func (s *Store) List(ctx context.Context, actor access.Actor, q Query) (p Page, err error) {
	if err := access.Allow(actor, access.MeetingRead, false); err != nil {
		return p, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err = list(tx, q)
		return err
	})
	return p, err
}

// Get reads one meeting, withdrawn or not. No such meeting is a fault of the
// kind Missing.
func Get(tx *db.Tx, id string) (Meeting, error) {
	return db.One(tx, newScanner().scan, selectMeetings+` AND id = $2`, tx.Community(), id)
}

// All reads every meeting that is not withdrawn and can be suggested, in the
// order of their ids: for the index in memory. A meeting without a position of its own gets that of its
// postcode, as far as places were imported, and says so in Placed.
func All(tx *db.Tx) ([]Meeting, error) {
	all, err := db.All(tx, newScanner().scan, selectMeetings+` AND NOT withdrawn AND see_lead_until IS NULL ORDER BY id`, tx.Community())
	if err != nil {
		return nil, err
	}
	return all, locate(tx, all)
}

// Revision grows with every change of the community's meetings, and is 0 before
// the first.
func Revision(tx *db.Tx) (int64, error) {
	return db.One(tx, db.Column[int64],
		`SELECT COALESCE(max(revision), 0) FROM meeting_revision WHERE community_id = $1`, tx.Community())
}

// revise raises the revision. It is the first statement of every change, so
// that on PostgreSQL too two imports wait for each other.
func revise(tx *db.Tx) error {
	_, err := tx.Exec(`INSERT INTO meeting_revision (community_id, revision) VALUES ($1, 1)
		ON CONFLICT (community_id) DO UPDATE SET revision = meeting_revision.revision + 1`, tx.Community())
	return err
}

func list(tx *db.Tx, q Query) (Page, error) {
	found, err := db.All(tx, newScanner().scan, selectMeetings+` AND NOT withdrawn AND (title_key, id) > ($2, $3) AND title_key LIKE $4
		ORDER BY title_key, id LIMIT $5`,
		tx.Community(), q.After.Title, q.After.ID, pattern(q.Search), PageSize+1)
	if err != nil {
		return Page{}, err
	}
	p := Page{Meetings: found}
	if len(found) > PageSize {
		p.Meetings, p.More = found[:PageSize], true
		last := p.Meetings[PageSize-1]
		p.Next = Cursor{fold(last.Title), last.ID}
	}
	return p, nil
}

// pattern finds the words in their order, anywhere in the title. A folded text
// has neither % nor _.
func pattern(search string) string {
	return "%" + strings.ReplaceAll(fold(search), " ", "%") + "%"
}
